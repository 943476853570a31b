using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>The four forms in which SharePoint writes the same answer. <c>Accept</c> decides.</summary>
internal enum Envelope
{
    /// <summary>XML: what comes when nothing, or not JSON, is accepted.</summary>
    Atom,

    /// <summary>Everything below <c>d</c>, with <c>__metadata</c>.</summary>
    Verbose,

    /// <summary>Flat, with <c>odata.metadata</c> and its kin. Also for a bare <c>application/json</c>.</summary>
    MinimalMetadata,

    /// <summary>Flat, the members alone.</summary>
    NoMetadata,
}

internal static class Envelopes
{
    public static Envelope For(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return Envelope.Atom;
        var json = accepted
            .OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
        if (json is null)
            return Envelope.Atom;
        // OData 3's name of the parameter; OData 4's odata.metadata is not looked at.
        var odata = json.Parameters.FirstOrDefault(p => p.Name.Equals("odata", StringComparison.OrdinalIgnoreCase))?.Value.ToString();
        return odata?.ToLowerInvariant() switch
        {
            "verbose" => Envelope.Verbose,
            "nometadata" => Envelope.NoMetadata,
            _ => Envelope.MinimalMetadata,
        };
    }

    public static string ContentType(this Envelope envelope) =>
        envelope switch
        {
            Envelope.Verbose => "application/json;odata=verbose;charset=utf-8",
            Envelope.NoMetadata => "application/json;odata=nometadata;streaming=true;charset=utf-8",
            Envelope.MinimalMetadata => "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
            _ => "application/atom+xml;type=entry;charset=utf-8",
        };
}
