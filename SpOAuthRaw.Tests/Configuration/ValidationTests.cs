using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.Tests;

public class ValidationTests
{
    private static AzureAdOptions AzureAd(Action<AzureAdOptions> change)
    {
        var options = new AzureAdOptions { ClientId = Given.ClientId, ClientSecret = Given.ClientSecret };
        change(options);
        return options;
    }

    private static SharePointOptions SharePoint(Action<SharePointOptions> change)
    {
        var options = new SharePointOptions { SiteUrl = Given.Site };
        change(options);
        return options;
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/")]
    [InlineData("https://login.microsoftonline.com")]
    [InlineData("http://localhost:5556/")]
    [InlineData("http://127.0.0.1:5556")]
    public void A_good_instance_passes(string instance)
    {
        ShouldPass(new AzureAdValidation(), AzureAd(options => options.Instance = instance));
    }

    [Theory]
    [InlineData("")]
    [InlineData("login.microsoftonline.com")]
    [InlineData("http://login.microsoftonline.com/")]
    [InlineData("https://login.microsoftonline.com/contoso")]
    [InlineData("https://login.microsoftonline.com/?a=b")]
    [InlineData("https://user@login.microsoftonline.com/")]
    [InlineData("ftp://localhost/")]
    public void A_bad_instance_is_one_sentence(string instance)
    {
        ShouldFail(new AzureAdValidation(), AzureAd(options => options.Instance = instance), "AzureAd:Instance");
    }

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    [InlineData("consumers")]
    [InlineData(Given.Tenant)]
    [InlineData("contoso.onmicrosoft.com")]
    public void A_good_tenant_passes(string tenant)
    {
        ShouldPass(new AzureAdValidation(), AzureAd(options => options.TenantId = tenant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../evil")]
    [InlineData("contoso/v2.0")]
    [InlineData("two words")]
    [InlineData("{tenantid}")]
    public void A_bad_tenant_is_one_sentence(string tenant)
    {
        ShouldFail(new AzureAdValidation(), AzureAd(options => options.TenantId = tenant), "AzureAd:TenantId");
    }

    [Theory]
    [InlineData("")]
    [InlineData("00001111 aaaa")]
    [InlineData("00001111-aaaa\n")]
    public void A_bad_client_id_is_one_sentence(string clientId)
    {
        ShouldFail(new AzureAdValidation(), AzureAd(options => options.ClientId = clientId), "AzureAd:ClientId");
    }

    [Theory]
    [InlineData("")]
    [InlineData("00aa00aa-bb11-cc22-dd33-44ee44ee44ee")] // the secret's id
    public void A_bad_secret_is_one_sentence_that_does_not_tell_it(string secret)
    {
        var sentence = ShouldFail(new AzureAdValidation(), AzureAd(options => options.ClientSecret = secret), "AzureAd:ClientSecret");

        Assert.True(secret.Length == 0 || !sentence.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/auth")]
    [InlineData("/signin-oidc")]
    [InlineData("/a/b")]
    public void A_good_callback_path_passes(string path)
    {
        ShouldPass(new AzureAdValidation(), AzureAd(options => options.CallbackPath = path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("auth")]
    [InlineData("//evil.example")]
    [InlineData("/auth?a=b")]
    [InlineData("https://evil.example/auth")]
    [InlineData("/signin")]
    [InlineData("/SignOut")]
    public void A_bad_callback_path_is_one_sentence(string path)
    {
        ShouldFail(new AzureAdValidation(), AzureAd(options => options.CallbackPath = path), "AzureAd:CallbackPath");
    }

    [Theory]
    [InlineData("https://contoso.sharepoint.com", "https://contoso.sharepoint.com")]
    [InlineData("https://contoso.sharepoint.com/", "https://contoso.sharepoint.com")] // SharePoint refuses the audience with the slash
    [InlineData(" https://contoso.sharepoint.com/sites/team/ ", "https://contoso.sharepoint.com")]
    [InlineData("http://localhost:5557/", "http://localhost:5557")]
    public void A_good_site_passes_and_names_its_resource(string site, string resource)
    {
        var options = SharePoint(options => options.SiteUrl = site);

        ShouldPass(new SharePointValidation(), options);
        Assert.Equal(resource, options.Resource);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("contoso.sharepoint.com")]
    [InlineData("http://contoso.sharepoint.com")]
    [InlineData("/sites/team")]
    [InlineData("https://contoso.sharepoint.com/?a=b")]
    [InlineData("https://contoso.sharepoint.com/?")]
    [InlineData("https://contoso.sharepoint.com/sites/team?a=b")]
    [InlineData("https://contoso.sharepoint.com/#")]
    [InlineData("https://contoso.sharepoint.com/sites/team#top")]
    public void A_bad_site_is_one_sentence(string site)
    {
        ShouldFail(new SharePointValidation(), SharePoint(options => options.SiteUrl = site), "SharePoint:SiteUrl");
    }

    [Theory]
    [InlineData("https://somebody@contoso.sharepoint.com/")]
    [InlineData("https://somebody:FAKE-password@contoso.sharepoint.com/sites/team")]
    public void A_site_with_a_user_name_is_one_sentence_that_does_not_tell_it(string site)
    {
        var sentence = ShouldFail(new SharePointValidation(), SharePoint(options => options.SiteUrl = site), "SharePoint:SiteUrl");

        Assert.DoesNotContain("somebody", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("password", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:6379,password=FAKE,ssl=true")]
    [InlineData("one.example:6379,two.example:6379,abortConnect=false")]
    public void A_good_redis_passes(string redis)
    {
        ShouldPass(new ConnectionStringsValidation(), new ConnectionStringsOptions { Redis = redis });
    }

    [Theory]
    [InlineData("localhost:6379,pasword=FAKE")]
    [InlineData("localhost:6379,ssl=perhaps")]
    [InlineData("localhost:6379,connectTimeout=soon")]
    [InlineData("password=FAKE")]
    [InlineData(",")]
    public void A_bad_redis_is_one_sentence_that_does_not_tell_its_password(string redis)
    {
        var sentence = ShouldFail(
            new ConnectionStringsValidation(),
            new ConnectionStringsOptions { Redis = redis },
            "ConnectionStrings:Redis"
        );

        Assert.DoesNotContain("FAKE", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("User.Read.All\n")]
    [InlineData("\"User.Read.All\"")]
    [InlineData("Lire.Tout.é")]
    public void Bad_scopes_are_one_sentence(string scopes)
    {
        ShouldFail(new SharePointValidation(), SharePoint(options => options.Scopes = scopes), "SharePoint:Scopes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://profile.contoso.com")]
    [InlineData("http://localhost:8080")]
    public void A_good_origin_passes(string origin)
    {
        ShouldPass(new AppValidation(), new AppOptions { PublicOrigin = origin });
    }

    [Theory]
    [InlineData("profile.contoso.com")]
    [InlineData("http://profile.contoso.com")]
    [InlineData("https://profile.contoso.com/path")]
    public void A_bad_origin_is_one_sentence(string origin)
    {
        ShouldFail(new AppValidation(), new AppOptions { PublicOrigin = origin }, "App:PublicOrigin");
    }

    [Fact]
    public void Two_bad_keys_are_two_sentences()
    {
        var options = new AzureAdOptions { ClientId = "", ClientSecret = "" };

        var failures = new AzureAdValidation().Validate(null, options).Failures!;

        Assert.Equal(2, failures.Count());
    }

    private static void ShouldPass<T>(IValidateOptions<T> validation, T options)
        where T : class
    {
        var result = validation.Validate(null, options);

        Assert.True(result.Succeeded, result.FailureMessage);
    }

    private static string ShouldFail<T>(IValidateOptions<T> validation, T options, string key)
        where T : class
    {
        var result = validation.Validate(null, options);

        var sentence = Assert.Single(result.Failures ?? []);
        Assert.StartsWith($"{key} ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        return sentence;
    }
}
