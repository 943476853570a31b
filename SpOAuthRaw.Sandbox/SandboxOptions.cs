namespace SpOAuthRaw.Sandbox;

/// <summary>Where the make-believe tenant stands, and by which clock it lives.</summary>
public sealed class SandboxOptions
{
    /// <summary>The public address of the sandbox's Entra ID. Port 0 takes a free one.</summary>
    public Uri LoginUrl { get; set; } = new("http://localhost:5556");

    /// <summary>The public address of the sandbox's SharePoint. Port 0 takes a free one.</summary>
    public Uri SharePointUrl { get; set; } = new("http://localhost:5557");

    /// <summary>
    /// Where Entra ID really listens, when <see cref="LoginUrl"/> is the https address of a proxy in front of it.
    /// <see langword="null"/>: it listens at <see cref="LoginUrl"/> itself.
    /// </summary>
    public Uri? LoginListenUrl { get; set; }

    /// <summary>Listen on all interfaces, as a container must for its published ports.</summary>
    public bool ListenAnyIP { get; set; }

    /// <summary>The clock of both services: what they issue and what they accept is dated by it.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// How long an access token lives. <see langword="null"/>: between 60 and 90 minutes, drawn anew for each token, as Entra ID does.
    /// </summary>
    public TimeSpan? AccessTokenLifetime { get; set; }

    /// <summary>How long the person whose sign-in is slow has to wait for the token answer.</summary>
    public TimeSpan SlowAnswer { get; set; } = TimeSpan.FromSeconds(3);
}
