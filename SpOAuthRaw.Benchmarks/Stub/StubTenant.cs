using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Benchmarks.Stub;

/// <summary>
/// A provider and a SharePoint that cost as little as they can. Everybody who comes is signed in at once, as the person that the query names.
/// Tokens are made at the authorization endpoint, so that the token endpoint, for which the measured callback waits, looks them up.
/// </summary>
public sealed class StubTenant(string address)
{
    /// <summary>The tenant.</summary>
    public const string Id = "aaaabbbb-0000-cccc-1111-dddd2222eeee";

    private const string Profile = "/_api/SP.UserProfiles.PeopleManager/GetMyProperties";

    private readonly StubTokens tokens = new(address);
    private readonly ConcurrentDictionary<string, StubGrant> grants = new(StringComparer.Ordinal);
    private readonly StubCounts counts = new();

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) =>
        context.Request.Path.Value switch
        {
            $"/{Id}/v2.0/.well-known/openid-configuration" => MetadataAsync(context, "/v2.0"),
            $"/{Id}/.well-known/openid-configuration" => MetadataAsync(context, "/"),
            $"/{Id}/keys" => JsonAsync(context, counts.Metadata(tokens.Keys)),
            $"/{Id}/authorize" => AuthorizeAsync(context),
            $"/{Id}/token" => TokenAsync(context),
            Profile => JsonAsync(context, counts.Profile(ProfileOf(context.Request))),
            "/counts" => JsonAsync(context, counts.ToString()),
            _ => Refuse(context),
        };

    private Task MetadataAsync(HttpContext context, string version) =>
        JsonAsync(
            context,
            counts.Metadata(
                $$"""
                {"issuer":"{{address}}/{{Id}}{{version}}","authorization_endpoint":"{{address}}/{{Id}}/authorize",
                "token_endpoint":"{{address}}/{{Id}}/token","jwks_uri":"{{address}}/{{Id}}/keys","end_session_endpoint":"{{address}}/{{Id}}/logout",
                "response_types_supported":["code","code id_token"],"response_modes_supported":["query","form_post"],
                "subject_types_supported":["pairwise"],"id_token_signing_alg_values_supported":["RS256"]}
                """
            )
        );

    /// <summary>What a person does at a provider, without the person.</summary>
    private Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var hybrid = query["response_type"] == "code id_token";
        var person = int.Parse(query["person"]!, CultureInfo.InvariantCulture);
        var code = StubTokens.NewCode();
        var idToken = tokens.IdToken(person, query["client_id"]!, query["nonce"]!, code, hybrid);
        grants[code] = new StubGrant(query["code_challenge"], query["redirect_uri"], StubTokens.Answer(person, idToken, hybrid));

        var answer = $"code={code}&state={Uri.EscapeDataString(query["state"]!)}{(hybrid ? $"&id_token={idToken}" : "")}";
        if (hybrid)
            return context.Response.WriteAsync(answer); // the form that the browser is to post
        context.Response.Redirect($"{query["redirect_uri"]}?{answer}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (grants.TryRemove(form["code"].ToString(), out var grant) && grant.Accepts(form["code_verifier"], form["redirect_uri"]))
        {
            await JsonAsync(context, counts.Token(grant.Answer));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await JsonAsync(context, """{"error":"invalid_grant"}""");
    }

    private static string ProfileOf(HttpRequest request)
    {
        var person = StubTokens.PersonOf(request.Headers.Authorization.ToString());
        return $$"""
            {"AccountName":"i:0#.f|membership|person{{person}}@stub.example","DirectReports":[],"DisplayName":"{{StubTokens.NameOf(
                person
            )}}",
            "Email":"person{{person}}@stub.example","ExtendedManagers":[],"ExtendedReports":["i:0#.f|membership|person{{person}}@stub.example"],
            "IsFollowed":false,"LatestPost":null,"Peers":[],"PersonalSiteHostUrl":"https://stub-my.example:443/",
            "PersonalUrl":"https://stub-my.example:443/personal/person{{person}}/","PictureUrl":null,"Title":"Load","UserProfileProperties":[
            {"Key":"UserProfile_GUID","Value":"11111111-2222-3333-4444-555555555555","ValueType":"Edm.String"},
            {"Key":"FirstName","Value":"Person","ValueType":"Edm.String"},{"Key":"LastName","Value":"{{person}}","ValueType":"Edm.String"},
            {"Key":"Department","Value":"Benchmarks","ValueType":"Edm.String"}],"UserUrl":"https://stub-my.example:443/Person.aspx"}
            """;
    }

    private static Task JsonAsync(HttpContext context, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, 0, bytes.Length);
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>What a code stands for. The peer sends no PKCE in the hybrid flow, so there may be no challenge.</summary>
    private sealed record StubGrant(string? Challenge, string? RedirectUri, string Answer)
    {
        public bool Accepts(string? verifier, string? redirectUri) =>
            redirectUri == RedirectUri
            && (Challenge is null || Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? ""))));
    }
}
