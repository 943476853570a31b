using System.Text.Json.Nodes;

namespace SpOAuthRaw.Tests;

/// <summary>A refusal names its check, the rule, what was expected and what was there, each to the letter: pages show them as they are.</summary>
public class WhatFailedTests
{
    private const string Issuers = "https://login.microsoftonline.com/{tenantid}/v2.0";

    public static TheoryData<string, FailedCheck> Responses =>
        new()
        {
            { "no state", new("state", "RFC 6749 §4.1.2", Given.PendingAuthorization().State, null, "missing") },
            { "another state", new("state", "RFC 6749 §10.12", Given.PendingAuthorization().State, "another", "unknown") },
            { "late", new("state", "RFC 6749 §10.12", "≤ 15 min", "20 min", "expired") },
            { "doubled", new("code", "RFC 6749 §3.1", Reason: "repeated") },
            { "posted", new("response_mode", "Form Post Response Mode §2", "query", "form_post") },
            { "in the address", new("response_mode", "Form Post Response Mode §2", "form_post", "query") },
            { "another issuer", new("iss", "RFC 9207 §2.4", Given.Metadata().Issuer, "https://evil.example") },
            { "no code", new("code", "RFC 6749 §4.1.2") },
            { "an ID token nobody asked for", new("id_token", "OIDC Core §3.1.2.5", Reason: "unasked") },
            { "no ID token", new("id_token", "OIDC Core §3.3.2.5", Reason: "missing") },
        };

    public static TheoryData<string, string?, FailedCheck> Documents =>
        new()
        {
            { "issuer", "https://evil.example/", new("issuer", "Discovery §4.3", Issuers, "https://evil.example/") },
            { "token_endpoint", "/t", new("token_endpoint", "Discovery §3", "https://…", "/t") },
            { "end_session_endpoint", "/out", new("end_session_endpoint", "RP-Initiated Logout §2.1", "https://…", "/out") },
        };

    public static TheoryData<string, JsonNode?, FailedCheck> TokenAnswers =>
        new()
        {
            { "access_token", null, new("access_token", "RFC 6749 §5.1") },
            { "token_type", "mac", new("token_type", "RFC 6749 §7.1", "Bearer", "mac") },
            { "expires_in", 0, new("expires_in", "RFC 6749 §5.1", "1 … 31622400", "0") },
            { "expires_in", new string('9', 60), new("expires_in", "RFC 6749 §5.1", "1 … 31622400", "\"" + new string('9', 39) + "…") },
        };

    [Theory]
    [MemberData(nameof(Responses))]
    public void Of_a_response(string wrong, FailedCheck expected)
    {
        var hybrid = wrong is "in the address" or "no ID token";
        var pending = Given.PendingAuthorization(hybrid ? Dialect.V1 : Dialect.V2);
        var right = Given.ResponseTo(pending);
        var response = wrong switch
        {
            "no state" => right.With("state", null),
            "another state" => right.With("state", "another"),
            "doubled" => right with { Parameters = [.. right.Parameters, new("code", "again")] },
            "posted" => right with { Mode = ResponseMode.FormPost },
            "in the address" => right with { Mode = ResponseMode.Query },
            "another issuer" => right.With("iss", "https://evil.example"),
            "no code" => right.With("code", null),
            "an ID token nobody asked for" => right.With("id_token", "a.b.c"),
            "no ID token" => right.With("id_token", null),
            _ => right,
        };
        var now = wrong == "late" ? Given.Now.AddMinutes(20) : Given.Now;

        var failure = AuthorizationGrant.Accept(response, pending, Given.Metadata(pending.Dialect), now).ShouldFail();

        Assert.Equal(expected, failure);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Of_a_metadata_document(string member, string? value, FailedCheck expected)
    {
        var document = Given.MetadataDocument();
        document[member] = value;

        var failure = ProviderMetadata.Accept(Given.Answer(200, document.ToJsonString()), Given.Authority()).ShouldFail();

        Assert.Equal(expected, failure);
    }

    [Fact]
    public void Of_one_tenant_s_metadata_document()
    {
        var document = Given.MetadataDocument(tenant: Given.Tenant);
        document["issuer"] = "https://evil.example/";

        var answer = Given.Answer(200, document.ToJsonString());
        var failure = ProviderMetadata.Accept(answer, Given.Authority(Dialect.V2, Given.Tenant)).ShouldFail();

        Assert.Equal($"https://login.microsoftonline.com/{Given.Tenant}/v2.0", failure.Expected);
    }

    [Theory]
    [MemberData(nameof(TokenAnswers))]
    public void Of_a_token_answer(string member, JsonNode? value, FailedCheck expected)
    {
        var document = Given.TokenAnswerTo(Given.PendingAuthorization());
        document[member] = value?.DeepClone();

        var failure = AccessTokenResponse.Accept(Given.Answer(200, document.ToJsonString())).ShouldFail();

        Assert.Equal(expected, failure);
    }

    [Fact]
    public void Of_a_key_set()
    {
        var failure = JsonWebKeys.Accept(Given.Answer(200, """{"keys":[]}""")).ShouldFail();

        Assert.Equal(new FailedCheck("keys", "RFC 7517 §5"), failure);
    }

    [Fact]
    public void Of_an_answer_that_is_none_of_the_protocol_s()
    {
        var page = Given.Answer(502, "<html>");

        Assert.Equal("HTTP 502", ProviderMetadata.Accept(page, Given.Authority()).ShouldBeUnreachable().Detail);
        Assert.Equal("HTTP 502", JsonWebKeys.Accept(page).ShouldBeUnreachable().Detail);
        Assert.Equal("HTTP 502", AccessTokenResponse.Accept(page).ShouldBeUnreachable().Detail);
    }

    [Fact]
    public void Messages_print_what_they_are()
    {
        var pending = Given.PendingAuthorization();
        var (metadata, client) = (Given.Metadata(), Given.Client());
        var tokens = AccessTokenResponse.Accept(Given.Answer(200, Given.TokenAnswerTo(pending).ToJsonString())).ShouldPass();

        Assert.Equal(
            $"AuthorizationRequest {{ {metadata.AuthorizationEndpoint} }}",
            $"{AuthorizationRequest.For(pending, metadata, client)}"
        );
        Assert.Equal($"AccessTokenRequest {{ {metadata.TokenEndpoint} }}", $"{AccessTokenRequest.For(Given.Grant(), metadata, client)}");
        Assert.StartsWith("PendingAuthorization { Dialect = V2, StartedAt = 2", $"{pending}", StringComparison.Ordinal);
        Assert.Equal("AuthorizationResponse { code, state, session_state }", $"{Given.ResponseTo(pending)}");
        Assert.StartsWith($"AccessTokenResponse {{ ExpiresIn = {tokens.ExpiresIn}, Scope = ", $"{tokens}", StringComparison.Ordinal);
        Assert.StartsWith($"ClientRegistration {{ ClientId = {Given.ClientId}, Resource = ", $"{client}", StringComparison.Ordinal);
        Assert.EndsWith(", 200 }", $"{Given.Answer(200, "{}")}", StringComparison.Ordinal);
    }
}
