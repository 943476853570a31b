using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Processes;

/// <summary>Configuration that can't work stops the start with one sentence a key: what is wrong and how to mend it.</summary>
public sealed class BadConfigurationTests : IDisposable
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["AzureAd__ClientId"] = "11111111-2222-4333-8444-555555555555",
        ["AzureAd__ClientSecret"] = "abc8Q~a.secrets_Value",
        ["SharePoint__SiteUrl"] = "https://contoso.sharepoint.com",
    };

    private readonly TemporaryFolder home = new();

    /// <inheritdoc />
    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("SharePoint__SiteUrl", "")]
    [InlineData("SharePoint__SiteUrl", "http://contoso.sharepoint.com")]
    [InlineData("AzureAd__ClientSecret", "99999999-2222-4333-8444-555555555555")]
    [InlineData("AzureAd__ClientId", "")]
    [InlineData("AzureAd__TenantId", "not a tenant")]
    [InlineData("AzureAd__Instance", "http://login.microsoftonline.com/")]
    [InlineData("AzureAd__CallbackPath", "auth")]
    [InlineData("App__PublicOrigin", "http://profile.contoso.com")]
    [InlineData("ConnectionStrings__Redis", "localhost:6379,pasword=x")]
    [InlineData("DataProtection__CertificatePath", "/nowhere/keys.pfx")]
    public async Task One_bad_key_is_one_sentence_that_names_it(string key, string value)
    {
        await using var app = AppProcess.Start(
            home.Path,
            new Dictionary<string, string>(Good) { [key] = value }.Select(each => (each.Key, each.Value))
        );

        var code = await app.EndsAsync();

        Assert.Equal(1, code);
        var sentence = Assert.Single(app.ErrorLines);
        Assert.StartsWith(key.Replace("__", ":", StringComparison.Ordinal), sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence.TrimEnd(')'), StringComparison.Ordinal);
        Assert.Empty(app.Output.Trim());
        if (key.EndsWith("Secret", StringComparison.Ordinal))
            Assert.DoesNotContain(value, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits__SignInsPerMinute", "abc", "Limits:SignInsPerMinute")]
    [InlineData("ASPNETCORE_URLS", "banana", "address to listen on")]
    public async Task A_value_of_the_wrong_kind_is_one_sentence_too(string key, string value, string named)
    {
        await using var app = AppProcess.Start(
            home.Path,
            new Dictionary<string, string>(Good) { [key] = value }.Select(each => (each.Key, each.Value))
        );

        var code = await app.EndsAsync();

        Assert.Equal(1, code);
        Assert.Contains(named, Assert.Single(app.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_bad_keys_of_the_sandbox_are_a_sentence_each_too()
    {
        await using var app = AppProcess.Start(
            home.Path,
            [
                ("Sandbox__LoginUrl", "http://sandbox.example"),
                ("Sandbox__SharePointUrl", "ftp://localhost"),
                ("Sandbox__ListenAnyIP", "perhaps"),
                ("Sandbox__AccessTokenLifetime", "long"),
            ]
        );

        var code = await app.EndsAsync();

        Assert.Equal(1, code);
        Assert.Equal(4, app.ErrorLines.Length);
        foreach (var key in new[] { "LoginUrl", "SharePointUrl", "ListenAnyIP", "AccessTokenLifetime" })
            Assert.Single(app.ErrorLines, line => line.Contains($"Sandbox:{key}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_bad_keys_are_a_sentence_each()
    {
        await using var app = AppProcess.Start(
            home.Path,
            [
                ("AzureAd__ClientId", "11111111-2222-4333-8444-555555555555"),
                ("AzureAd__ClientSecret", "99999999-2222-4333-8444-555555555555"),
                ("AzureAd__TenantId", "not a tenant"),
            ]
        );

        var code = await app.EndsAsync();

        Assert.Equal(1, code);
        Assert.Equal(
            ["AzureAd:ClientSecret", "AzureAd:TenantId", "SharePoint:SiteUrl"],
            app.ErrorLines.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal)
        );
    }
}
