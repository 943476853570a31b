namespace SpOAuthRaw.Walkthrough;

public static partial class Catalogue
{
    /// <summary>HTTP header fields that the app, Entra ID, SharePoint or the sandbox send.</summary>
    private static Entry[] Headers =>
        [
            new("Host", Term.Header, Everybody, "RFC 9110 §7.2", new("https://www.rfc-editor.org/rfc/rfc9110#section-7.2")),
            new(
                "Accept",
                Term.Header,
                Everybody,
                "RFC 9110 §12.5.1",
                new("https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1"),
                new("https://www.odata.org/documentation/odata-version-3-0/")
            ),
            new(
                "Accept-Language",
                Term.Header,
                Everybody,
                "RFC 9110 §12.5.4",
                new("https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4")
            ),
            new(
                "Accept-Encoding",
                Term.Header,
                Everybody,
                "RFC 9110 §12.5.3",
                new("https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3")
            ),
            new(
                "User-Agent",
                Term.Header,
                Everybody,
                "RFC 9110 §10.1.5",
                new("https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5"),
                new(
                    "https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online"
                )
            ),
            new(
                "Authorization",
                Term.Header,
                WithSharePoint,
                "RFC 6750 §2.1",
                new("https://www.rfc-editor.org/rfc/rfc6750#section-2.1"),
                new("https://learn.microsoft.com/entra/identity-platform/access-tokens")
            ),
            new("Content-Type", Term.Header, Everybody, "RFC 9110 §8.3", new("https://www.rfc-editor.org/rfc/rfc9110#section-8.3")),
            new("Content-Length", Term.Header, Everybody, "RFC 9110 §8.6", new("https://www.rfc-editor.org/rfc/rfc9110#section-8.6")),
            new("Content-Language", Term.Header, AtHome, "RFC 9110 §8.5", new("https://www.rfc-editor.org/rfc/rfc9110#section-8.5")),
            new("Content-Encoding", Term.Header, Everybody, "RFC 9110 §8.4", new("https://www.rfc-editor.org/rfc/rfc9110#section-8.4")),
            new("Transfer-Encoding", Term.Header, Everybody, "RFC 9112 §6.1", new("https://www.rfc-editor.org/rfc/rfc9112#section-6.1")),
            new("Date", Term.Header, Everybody, "RFC 9110 §6.6.1", new("https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1")),
            new("Server", Term.Header, Everybody, "RFC 9110 §10.2.4", new("https://www.rfc-editor.org/rfc/rfc9110#section-10.2.4")),
            new("Connection", Term.Header, Everybody, "RFC 9110 §7.6.1", new("https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1")),
            new("Keep-Alive", Term.Header, Everybody, "RFC 9112 §C.2.2", new("https://www.rfc-editor.org/rfc/rfc9112#appendix-C.2.2")),
            new("Cache-Control", Term.Header, Everybody, "RFC 9111 §5.2", new("https://www.rfc-editor.org/rfc/rfc9111#section-5.2")),
            new("Pragma", Term.Header, FrontChannel, "RFC 9111 §5.4", new("https://www.rfc-editor.org/rfc/rfc9111#section-5.4")),
            new("Expires", Term.Header, FrontChannel, "RFC 9111 §5.3", new("https://www.rfc-editor.org/rfc/rfc9111#section-5.3")),
            new("Vary", Term.Header, Everybody, "RFC 9110 §12.5.5", new("https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5")),
            new("ETag", Term.Header, AtHome, "RFC 9110 §8.8.3", new("https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3")),
            new("Last-Modified", Term.Header, AtHome, "RFC 9110 §8.8.2", new("https://www.rfc-editor.org/rfc/rfc9110#section-8.8.2")),
            new(
                "Retry-After",
                Term.Header,
                Everybody,
                "RFC 9110 §10.2.3",
                new("https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3"),
                new(
                    "https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online"
                )
            ),
            new("Location", Term.Header, AtHome, "RFC 9110 §10.2.2", new("https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2")),
            new("Set-Cookie", Term.Header, FrontChannel, "RFC 6265 §4.1", new("https://www.rfc-editor.org/rfc/rfc6265#section-4.1")),
            new("Cookie", Term.Header, FrontChannel, "RFC 6265 §4.2", new("https://www.rfc-editor.org/rfc/rfc6265#section-4.2")),
            new("Origin", Term.Header, FrontChannel, "RFC 6454 §7", new("https://www.rfc-editor.org/rfc/rfc6454#section-7")),
            new("Referer", Term.Header, FrontChannel, "RFC 9110 §10.1.3", new("https://www.rfc-editor.org/rfc/rfc9110#section-10.1.3")),
            new(
                "Referrer-Policy",
                Term.Header,
                FrontChannel,
                "Referrer Policy §4.1",
                new("https://www.w3.org/TR/referrer-policy/#referrer-policy-header")
            ),
            new("Content-Security-Policy", Term.Header, FrontChannel, "CSP Level 3 §3.1", new("https://www.w3.org/TR/CSP3/#csp-header")),
            new("X-Frame-Options", Term.Header, Everybody, "RFC 7034 §2.1", new("https://www.rfc-editor.org/rfc/rfc7034#section-2.1")),
            new(
                "X-Content-Type-Options",
                Term.Header,
                Everybody,
                "Fetch §3.6",
                new("https://fetch.spec.whatwg.org/#x-content-type-options-header")
            ),
            new(
                "X-XSS-Protection",
                Term.Header,
                FrontChannel,
                "MDN",
                new("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-XSS-Protection")
            ),
            new("X-Powered-By", Term.Header, WithSharePoint, "MDN", new("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers")),
            new("P3P", Term.Header, FrontChannel, "P3P 1.0 §4", new("https://www.w3.org/TR/P3P/#compact_policies")),
            new(
                "Strict-Transport-Security",
                Term.Header,
                Everybody,
                "RFC 6797 §6.1",
                new("https://www.rfc-editor.org/rfc/rfc6797#section-6.1")
            ),
            new(
                "Access-Control-Allow-Origin",
                Term.Header,
                FrontChannel,
                "Fetch §3.3.3",
                new("https://fetch.spec.whatwg.org/#http-access-control-allow-origin")
            ),
            new(
                "Access-Control-Allow-Methods",
                Term.Header,
                FrontChannel,
                "Fetch §3.3.3",
                new("https://fetch.spec.whatwg.org/#http-access-control-allow-methods")
            ),
            new(
                "Access-Control-Allow-Headers",
                Term.Header,
                FrontChannel,
                "Fetch §3.3.3",
                new("https://fetch.spec.whatwg.org/#http-access-control-allow-headers")
            ),
            new(
                "WWW-Authenticate",
                Term.Header,
                WithSharePoint,
                "RFC 6750 §3",
                new("https://www.rfc-editor.org/rfc/rfc6750#section-3"),
                new("https://learn.microsoft.com/entra/identity-platform/claims-challenge")
            ),
            new(
                "x-ms-request-id",
                Term.Header,
                BackChannel,
                "Entra ID, error codes",
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "x-ms-ests-server",
                Term.Header,
                BackChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "x-ms-clitelem",
                Term.Header,
                BackChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "x-ms-diagnostics",
                Term.Header,
                WithSharePoint,
                "SharePoint, security tokens",
                new(
                    "https://learn.microsoft.com/sharepoint/dev/sp-add-ins/handle-security-tokens-in-provider-hosted-low-trust-sharepoint-add-ins"
                )
            ),
            new(
                "client-request-id",
                Term.Header,
                BackChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "SPRequestGuid",
                Term.Header,
                WithSharePoint,
                "MS-WSSHP",
                new("https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wsshp/287b545f-e41d-46b2-a7b3-42e5331eb390")
            ),
            new(
                "request-id",
                Term.Header,
                WithSharePoint,
                "MS-WSSHP",
                new("https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wsshp/")
            ),
            new(
                "SPRequestDuration",
                Term.Header,
                WithSharePoint,
                "SharePoint, performance",
                new("https://learn.microsoft.com/microsoft-365/enterprise/diagnosing-performance-issues-with-sharepoint-online")
            ),
            new(
                "SPIisLatency",
                Term.Header,
                WithSharePoint,
                "SharePoint, performance",
                new("https://learn.microsoft.com/microsoft-365/enterprise/diagnosing-performance-issues-with-sharepoint-online")
            ),
            new(
                "X-SharePointHealthScore",
                Term.Header,
                WithSharePoint,
                "MS-WSSHP",
                new("https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wsshp/c60ddeb6-4113-4a73-9e97-26b5c3907d33")
            ),
            new(
                "MicrosoftSharePointTeamServices",
                Term.Header,
                WithSharePoint,
                "MS-WSSHP",
                new("https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wsshp/")
            ),
            new(
                "X-MSDAVEXT_Error",
                Term.Header,
                WithSharePoint,
                "MS-WSSHP",
                new("https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wsshp/")
            ),
            new(
                "X-MS-InvokeApp",
                Term.Header,
                WithSharePoint,
                "MS-WSSHP",
                new("https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wsshp/")
            ),
            new(
                "RateLimit-Limit",
                Term.Header,
                WithSharePoint,
                "RateLimit header fields, draft 3",
                new("https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-03"),
                new(
                    "https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online"
                )
            ),
            new(
                "RateLimit-Remaining",
                Term.Header,
                WithSharePoint,
                "RateLimit header fields, draft 3",
                new("https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-03"),
                new(
                    "https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online"
                )
            ),
            new(
                "RateLimit-Reset",
                Term.Header,
                WithSharePoint,
                "RateLimit header fields, draft 3",
                new("https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-03"),
                new(
                    "https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online"
                )
            ),
            new("traceparent", Term.Header, Token, "Trace Context §3.2", new("https://www.w3.org/TR/trace-context/#traceparent-header")),
            new("tracestate", Term.Header, Token, "Trace Context §3.3", new("https://www.w3.org/TR/trace-context/#tracestate-header")),
        ];
}
