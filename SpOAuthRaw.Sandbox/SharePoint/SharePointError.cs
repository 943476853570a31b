using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>An OData 3 error. Its envelope follows <c>Accept</c>, and with it the name of its outermost member.</summary>
internal sealed class SharePointError(int status, string code, string text) : SharePointAnswer(status)
{
    public static SharePointError Forbidden() =>
        new(
            StatusCodes.Status403Forbidden,
            "-2147024891, System.UnauthorizedAccessException",
            "Access denied. You do not have permission to perform this action or access this resource."
        );

    public static SharePointError NotFound(string path) =>
        new(
            StatusCodes.Status404NotFound,
            "-1, Microsoft.SharePoint.Client.ResourceNotFoundException",
            $"Cannot find resource for the request {path}."
        );

    protected override (string ContentType, byte[] Body) Body(HttpContext http)
    {
        var envelope = Envelopes.For(http.Request);
        if (envelope == Envelope.Atom)
            return ("application/xml;charset=utf-8", AtomEntry.Bytes(Atom()));
        return (
            envelope.ContentType(),
            JsonAnswer.Bytes(new JsonObject { [envelope == Envelope.Verbose ? "error" : "odata.error"] = Error() })
        );
    }

    private JsonObject Error() =>
        new()
        {
            ["code"] = code,
            ["message"] = new JsonObject { ["lang"] = "en-US", ["value"] = text },
        };

    private XElement Atom() =>
        new(
            AtomEntry.Metadata + "error",
            new XAttribute(XNamespace.Xmlns + "m", AtomEntry.Metadata.NamespaceName),
            new XElement(AtomEntry.Metadata + "code", code),
            new XElement(AtomEntry.Metadata + "message", new XAttribute(XNamespace.Xml + "lang", "en-US"), text)
        );
}
