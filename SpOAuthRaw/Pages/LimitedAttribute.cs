namespace SpOAuthRaw.Pages;

/// <summary>Marks what makes the app remember something, ask the provider or work hard: one address may have so much of it a minute (see <c>TrafficSetup</c>).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitedAttribute : Attribute
{
    /// <summary>Whether looking at it (GET) is free.</summary>
    public bool PostsAlone { get; init; }
}
