namespace SpOAuthRaw.Walkthrough;

public static partial class Catalogue
{
    private const string MdnHeaders = "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/";

    /// <summary>HTTP header fields that browsers, and the proxies between them and the app, add to a request.</summary>
    private static Entry[] BrowserHeaders =>
        [
            new(
                "Sec-Fetch-Site",
                Term.Header,
                FrontChannel,
                "Fetch Metadata §2.3",
                new("https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header")
            ),
            new(
                "Sec-Fetch-Mode",
                Term.Header,
                FrontChannel,
                "Fetch Metadata §2.2",
                new("https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header")
            ),
            new(
                "Sec-Fetch-User",
                Term.Header,
                FrontChannel,
                "Fetch Metadata §2.4",
                new("https://www.w3.org/TR/fetch-metadata/#sec-fetch-user-header")
            ),
            new(
                "Sec-Fetch-Dest",
                Term.Header,
                FrontChannel,
                "Fetch Metadata §2.1",
                new("https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header")
            ),
            new("Sec-CH-UA", Term.Header, FrontChannel, "MDN", new($"{MdnHeaders}Sec-CH-UA")),
            new("Sec-CH-UA-Mobile", Term.Header, FrontChannel, "MDN", new($"{MdnHeaders}Sec-CH-UA-Mobile")),
            new("Sec-CH-UA-Platform", Term.Header, FrontChannel, "MDN", new($"{MdnHeaders}Sec-CH-UA-Platform")),
            new(
                "Upgrade-Insecure-Requests",
                Term.Header,
                FrontChannel,
                "Upgrade Insecure Requests §3.2.1",
                new("https://www.w3.org/TR/upgrade-insecure-requests/#preference")
            ),
            new("Sec-GPC", Term.Header, FrontChannel, "MDN", new($"{MdnHeaders}Sec-GPC")),
            new("DNT", Term.Header, FrontChannel, "MDN", new($"{MdnHeaders}DNT")),
            new("Sec-Purpose", Term.Header, FrontChannel, "MDN", new($"{MdnHeaders}Sec-Purpose")),
            new("Priority", Term.Header, FrontChannel, "RFC 9218 §5", new("https://www.rfc-editor.org/rfc/rfc9218#section-5")),
            new("TE", Term.Header, FrontChannel, "RFC 9110 §10.1.4", new("https://www.rfc-editor.org/rfc/rfc9110#section-10.1.4")),
            new(
                "X-Requested-With",
                Term.Header,
                FrontChannel,
                "jQuery, src/ajax/xhr.js",
                new("https://github.com/jquery/jquery/blob/3.7.1/src/ajax/xhr.js")
            ),
            // Written by a proxy in front of a server, for that server alone: of ours, for the app.
            new("Forwarded", Term.Header, Witness.App, "RFC 7239 §4", new("https://www.rfc-editor.org/rfc/rfc7239#section-4")),
            new("X-Forwarded-For", Term.Header, Witness.App, "MDN", new($"{MdnHeaders}X-Forwarded-For")),
            new("X-Forwarded-Proto", Term.Header, Witness.App, "MDN", new($"{MdnHeaders}X-Forwarded-Proto")),
            new("X-Forwarded-Host", Term.Header, Witness.App, "MDN", new($"{MdnHeaders}X-Forwarded-Host")),
            new("Via", Term.Header, Everybody, "RFC 9110 §7.6.3", new("https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3")),
        ];
}
