using System.Text.Json.Nodes;

namespace SpOAuthRaw.Tests;

public class ProviderMetadataTests
{
    [Theory]
    [InlineData("v2.common", Dialect.V2, "common", "https://login.microsoftonline.com/common/oauth2/v2.0/token")]
    [InlineData("v2.tenant", Dialect.V2, Given.Tenant, $"https://login.microsoftonline.com/{Given.Tenant}/oauth2/v2.0/token")]
    [InlineData("v1.common", Dialect.V1, "common", "https://login.microsoftonline.com/common/oauth2/token")]
    [InlineData("v1.tenant", Dialect.V1, "contoso.onmicrosoft.com", $"https://login.microsoftonline.com/{Given.Tenant}/oauth2/token")]
    public void Entra_ID_s_own_documents_are_accepted(string name, Dialect dialect, string tenant, string tokenEndpoint)
    {
        var answer = Fixture.Answer($"entra/openid-configuration.{name}.json");

        var metadata = ProviderMetadata.Accept(answer, Given.Authority(dialect, tenant)).ShouldPass();

        Assert.Equal(tokenEndpoint, metadata.TokenEndpoint.AbsoluteUri);
        Assert.Equal(["RS256"], metadata.IdTokenSigningAlgorithms);
        Assert.False(metadata.AnnouncesIssParameter);
    }

    [Fact]
    public void Every_address_comes_from_the_document()
    {
        var document = Given.MetadataDocument();
        document["authorization_endpoint"] = "https://a.example/authorize";
        document["token_endpoint"] = "https://b.example/token";
        document["jwks_uri"] = "https://c.example/keys";
        document["end_session_endpoint"] = "https://d.example/logout";

        var metadata = Accept(document).ShouldPass();

        Assert.Equal("https://a.example/authorize", metadata.AuthorizationEndpoint.AbsoluteUri);
        Assert.Equal("https://b.example/token", metadata.TokenEndpoint.AbsoluteUri);
        Assert.Equal("https://c.example/keys", metadata.JwksUri.AbsoluteUri);
        Assert.Equal("https://d.example/logout", metadata.EndSessionEndpoint!.AbsoluteUri);
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("authorization_endpoint")]
    [InlineData("token_endpoint")]
    [InlineData("jwks_uri")]
    public void A_missing_member_is_named(string member)
    {
        var document = Given.MetadataDocument();
        document.Remove(member);

        var result = Accept(document);

        Assert.Equal(member, result.ShouldFail().Name);
    }

    public static TheoryData<string, string> BadEndpoints()
    {
        var cases = new TheoryData<string, string>();
        foreach (var member in new[] { "authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint" })
        foreach (
            var value in new[]
            {
                "\"http://login.microsoftonline.com/x\"", // in the clear
                "\"/x\"", // relative; on Unix .NET reads it as a file
                "\"file:///etc/passwd\"",
                "\"javascript:alert(1)\"",
                "\"https://login.microsoftonline.com/x#fragment\"",
                "\"https://user:password@login.microsoftonline.com/x\"",
                "\"\"",
                "null",
                "5",
                "[\"https://login.microsoftonline.com/x\"]",
            }
        )
            cases.Add(member, value);
        return cases;
    }

    [Theory]
    [MemberData(nameof(BadEndpoints))]
    public void An_endpoint_that_must_not_get_a_secret_is_refused(string member, string value)
    {
        var document = Given.MetadataDocument();
        document[member] = JsonNode.Parse(value);

        var result = Accept(document);

        Assert.Equal(member, result.ShouldFail().Name);
    }

    [Theory]
    [InlineData("http://localhost:5556/token")]
    [InlineData("http://127.0.0.1:5556/token")]
    [InlineData("http://[::1]:5556/token")]
    public void An_http_endpoint_on_this_machine_is_accepted(string endpoint)
    {
        var document = Given.MetadataDocument();
        document["token_endpoint"] = endpoint;

        var metadata = Accept(document).ShouldPass();

        Assert.Equal(endpoint, metadata.TokenEndpoint.AbsoluteUri);
    }

    [Fact]
    public void A_provider_without_a_place_to_sign_out_is_accepted()
    {
        var document = Given.MetadataDocument();
        document.Remove("end_session_endpoint");

        var metadata = Accept(document).ShouldPass();

        Assert.Null(metadata.EndSessionEndpoint);
    }

    [Fact]
    public void The_issuer_of_another_provider_is_refused()
    {
        var document = Given.MetadataDocument();
        document["issuer"] = "https://evil.example/{tenantid}/v2.0";

        var failure = Accept(document).ShouldFail();

        Assert.Equal("issuer", failure.Name);
        Assert.Equal("https://login.microsoftonline.com/{tenantid}/v2.0", failure.Expected);
        Assert.Equal("https://evil.example/{tenantid}/v2.0", failure.Received);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", false)]
    public void The_announcement_of_iss_is_read(string value, bool announced)
    {
        var document = Given.MetadataDocument();
        document["authorization_response_iss_parameter_supported"] = JsonNode.Parse(value);

        var metadata = Accept(document).ShouldPass();

        Assert.Equal(announced, metadata.AnnouncesIssParameter);
    }

    [Fact]
    public void A_tenant_that_does_not_exist_is_the_provider_s_error()
    {
        var answer = Fixture.Answer("entra/token-error.90002.invalid-tenant.json", status: 400);

        var result = ProviderMetadata.Accept(answer, Given.Authority());

        Assert.Equal([90002], result.ShouldBeError().Codes);
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "{\"issuer\":")]
    [InlineData(200, """{"issuer":"a","issuer":"b"}""")]
    [InlineData(302, "")]
    [InlineData(404, "not here")]
    public void An_answer_that_is_no_document_is_not_understood(int status, string body)
    {
        var answer = Given.Answer(status, body);

        var result = ProviderMetadata.Accept(answer, Given.Authority());

        Assert.Equal(UnreachableReason.NotUnderstood, result.ShouldBeUnreachable().Reason);
    }

    [Fact]
    public void On_v1_two_names_would_have_passed()
    {
        var document = Given.MetadataDocument(Dialect.V1);
        document["issuer"] = "https://evil.example/";

        var failure = ProviderMetadata.Accept(Given.Answer(200, document.ToJsonString()), Given.Authority(Dialect.V1)).ShouldFail();

        Assert.Equal("https://sts.windows.net/{tenantid}/, https://login.microsoftonline.com/{tenantid}/", failure.Expected);
    }

    private static Checked<ProviderMetadata> Accept(JsonObject document) =>
        ProviderMetadata.Accept(Given.Answer(200, document.ToJsonString()), Given.Authority());
}
