namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The app, wherever it runs.</summary>
public interface IApp
{
    /// <summary>Where it listens, such as <c>http://localhost:23456/</c>.</summary>
    Uri Origin { get; }

    /// <summary>The app's redirect URI.</summary>
    Uri Callback => At("/auth");

    /// <summary>An address of the app.</summary>
    Uri At(string pathAndQuery) => new(Origin, pathAndQuery);
}
