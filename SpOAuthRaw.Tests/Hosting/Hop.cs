using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>One request and its answer: redirects are not followed, so that each is looked at.</summary>
/// <param name="Address">What was asked.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Headers">The answer's headers, those of the content too.</param>
/// <param name="Html">The answer's body.</param>
public sealed record Hop(Uri Address, HttpStatusCode Status, ILookup<string, string> Headers, Html Html)
{
    /// <summary>The cookies that the answer sets.</summary>
    public IReadOnlyList<SetCookieHeaderValue> SetCookies => [.. SetCookieHeaderValue.ParseList([.. Headers["Set-Cookie"]])];

    /// <summary>Where the answer sends the browser.</summary>
    public Uri Location => new(Address, Assert.Single(Headers["Location"]));

    /// <summary>The parameters in the address the answer sends the browser to.</summary>
    public Dictionary<string, string> Query =>
        QueryHelpers.ParseQuery(Location.Query).ToDictionary(each => each.Key, each => Assert.Single(each.Value.ToArray())!);

    /// <summary>A header that stands there once.</summary>
    public string Header(string name) => Assert.Single(Headers[name]);

    /// <summary>Asserts a redirect to an address, whatever its query.</summary>
    public Hop ShouldRedirectTo(Uri address)
    {
        Assert.Equal(HttpStatusCode.Found, Status);
        Assert.Equal(address.GetLeftPart(UriPartial.Path), Location.GetLeftPart(UriPartial.Path));
        return this;
    }

    /// <summary>Asserts an ordinary page.</summary>
    public Hop ShouldBeAPage()
    {
        Assert.Equal(HttpStatusCode.OK, Status);
        return this;
    }

    /// <summary>Asserts the app's own problem page.</summary>
    public Hop ShouldBeAProblem(HttpStatusCode status)
    {
        Assert.Equal(status, Status);
        Assert.Equal($"{(int)status}", Html.ById("problem")?["data-status"]);
        return this;
    }

    /// <summary>Asserts the problem page of a check that failed.</summary>
    public Hop ShouldFail(string check)
    {
        ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Equal(check, Assert.Single(Html.Elements, element => element["data-check"] is not null)["data-check"]);
        return this;
    }

    /// <summary>Asserts the security headers that every answer of the app carries.</summary>
    /// <param name="provider">The identity provider, which sign-out redirects to.</param>
    public void ShouldBeGuarded(Uri provider)
    {
        string[] policy =
        [
            "default-src 'self'",
            $"form-action 'self' {provider.GetLeftPart(UriPartial.Authority)}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        ];
        Assert.Equal(policy.Order(), Header("Content-Security-Policy").Split("; ").Order()); // these and no others: nothing `unsafe-`
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
    }
}
