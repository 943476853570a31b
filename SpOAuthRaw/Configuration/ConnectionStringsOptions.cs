namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>ConnectionStrings</c>.</summary>
public sealed class ConnectionStringsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>A Redis that several instances share; empty: sessions live in this process.</summary>
    public string Redis { get; set; } = "";
}
