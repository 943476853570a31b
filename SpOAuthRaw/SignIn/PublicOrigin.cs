using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// Where browsers find this app. The redirect URI begins with it, so it comes from configuration or from where the app listens, and never
/// from a <c>Host</c> header, which anybody may write (RFC 9700 §4.1).
/// </summary>
public sealed class PublicOrigin(IOptions<AppOptions> app, IOptions<AzureAdOptions> provider, IServer server)
{
    private static readonly Uri Default = new("http://localhost:5555");

    /// <summary>This app's origins: one where it is configured, else one for each address it listens on. Known once the server has started.</summary>
    private Ours[] Origins => field ??= [.. Find().Select(origin => new Ours(origin, new Uri(origin, provider.Value.CallbackPath)))];

    /// <summary>The origin for a request: the one that the browser used if it is ours, else our first.</summary>
    public Uri For(HttpRequest request) => Find(request).Origin;

    /// <summary>The redirect URI for a request (RFC 6749 §3.1.2).</summary>
    public Uri RedirectUri(HttpRequest request) => Find(request).RedirectUri;

    /// <summary>Whether the browser came by 127.0.0.1 while the redirect URI says localhost, or the other way round: one machine, two cookie jars.</summary>
    public bool IsAnotherLoopbackNameFor(HttpRequest request) =>
        Find(request) is { Origin: { IsLoopback: true } ours } found
        && !found.IsWhere(request)
        && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var theirs)
        && theirs.IsLoopback
        && theirs.Port == ours.Port
        && !theirs.Host.Equals(ours.Host, StringComparison.OrdinalIgnoreCase);

    private Ours Find(HttpRequest request) => Array.Find(Origins, each => each.IsWhere(request)) ?? Origins[0];

    private Uri[] Find()
    {
        if (app.Value.PublicOrigin is { Length: > 0 } configured)
            return [new Uri(configured)];

        Uri[] listening = [.. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(Readable).OfType<Uri>()];
        return listening.Length > 0 ? listening : [Default];
    }

    /// <summary>An address to listen on as one to browse to: "every interface" is localhost for the person at this machine.</summary>
    private static Uri? Readable(string address)
    {
        var parsed = BindingAddress.Parse(address);
        var host = parsed.Host;
        if (host is "*" or "+" or "0.0.0.0" or "[::]" or "")
            host = "localhost";
        return Uri.TryCreate($"{parsed.Scheme}://{host}:{parsed.Port}", UriKind.Absolute, out var uri) ? uri : null;
    }

    /// <summary>An origin and what follows from it, made once.</summary>
    private sealed record Ours(Uri Origin, Uri RedirectUri)
    {
        private readonly string scheme = Origin.Scheme;
        private readonly string authority = Origin.Authority;

        public bool IsWhere(HttpRequest request) =>
            scheme == request.Scheme && authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
