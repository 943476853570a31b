using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>
/// The ways in which SharePoint refuses a token. None of them is an OData error: the body has one member, and what is wrong stands
/// in <c>x-ms-diagnostics</c>.
/// </summary>
internal static class Refusals
{
    private const string SharePoint = "00000003-0000-0ff1-ce00-000000000000";

    /// <summary>
    /// Where the real challenge sends a client, and whom it trusts. Left as they are: a client must not follow them blindly, here
    /// least of all. No blanks after the commas, and commas inside the quotes.
    /// </summary>
    private const string Bearer =
        $"Bearer realm=\"{SandboxRegistration.TenantId}\",client_id=\"{SharePoint}\","
        + "trusted_issuers=\"00000001-0000-0000-c000-000000000000@*,D3776938-3DBA-481F-A652-4BEDFCAB7CD8@*,https://sts.windows.net/*/,"
        + $"{SharePoint}@90140122-8516-11e1-8eff-49304924019b\","
        + "authorization_uri=\"https://login.windows.net/common/oauth2/authorize\"";

    /// <summary>No credentials at all. No challenge either, against RFC 6750 §3: browsers are meant.</summary>
    public static SharePointAnswer Anonymous() =>
        new TextAnswer(StatusCodes.Status401Unauthorized, "")
        {
            Headers =
            {
                ["X-MSDAVEXT_Error"] =
                    "917656; Access+denied.+Before+opening+files+in+this+location%2c+you+must+first+browse+to+the+web+site+and+select+the+option+to+login+automatically.",
            },
        };

    /// <summary>An empty bearer: the way to learn the realm.</summary>
    public static SharePointAnswer Challenge() =>
        new TextAnswer(StatusCodes.Status401Unauthorized, "") { Headers = { ["WWW-Authenticate"] = Bearer } };

    public static SharePointAnswer InvalidAudience(string audience) =>
        Unauthorized(
            "Exception of type 'Microsoft.IdentityModel.Tokens.AudienceUriValidationFailedException' was thrown.",
            $"3000003;reason=\"Invalid audience Uri '{Printable(audience)}'.\";category=\"invalid_client\""
        );

    public static SharePointAnswer InvalidSignature() =>
        Unauthorized("Invalid issuer or signature.", "3000006;reason=\"Token contains invalid signature.\";category=\"invalid_client\"");

    public static SharePointAnswer Expired() => Unauthorized("Invalid JWT token. The token is expired.", null);

    /// <summary>
    /// Continuous access evaluation's challenge: get a token that was issued after this moment. The claims are JSON in
    /// standard base64, padding and all.
    /// </summary>
    public static SharePointAnswer InsufficientClaims(DateTimeOffset since)
    {
        var claims = """{"access_token":{"nbf":{"essential":true, "value":"@"}}}""".Replace("@", Unix(since), StringComparison.Ordinal);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(claims));
        return new TextAnswer(StatusCodes.Status401Unauthorized, "")
        {
            Headers = { ["WWW-Authenticate"] = $"{Bearer},error=\"insufficient_claims\",claims=\"{encoded}\"" },
        };
    }

    private static string Unix(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static JsonAnswer Unauthorized(string description, string? diagnostics)
    {
        var answer = new JsonAnswer(StatusCodes.Status401Unauthorized, new JsonObject { ["error_description"] = description })
        {
            Headers = { ["WWW-Authenticate"] = Bearer },
        };
        if (diagnostics is not null)
            answer.Headers["x-ms-diagnostics"] = diagnostics;
        return answer;
    }

    // What a token says goes into a header here: nothing but plain characters may.
    private static string Printable(string text) => string.Concat(text.Where(c => c is > ' ' and < (char)127 and not '"').Take(300));
}
