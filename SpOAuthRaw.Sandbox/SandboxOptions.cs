namespace SpOAuthRaw.Sandbox;

/// <summary>Where the make-believe tenant stands.</summary>
public sealed class SandboxOptions
{
    /// <summary>The public address of the sandbox's Entra ID. Port 0 takes a free one.</summary>
    public Uri LoginUrl { get; set; } = new("http://localhost:5556");

    /// <summary>The public address of the sandbox's SharePoint. Port 0 takes a free one.</summary>
    public Uri SharePointUrl { get; set; } = new("http://localhost:5557");

    /// <summary>Listen on all interfaces, as a container must for its published ports.</summary>
    public bool ListenAnyIP { get; set; }
}
