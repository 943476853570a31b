using System.Text.Json.Nodes;

namespace SpOAuthRaw.Tests;

public static partial class Given
{
    /// <summary>What the browser brings back when all went well: in the 2016 dialect with an ID token beside the code.</summary>
    public static AuthorizationResponse ResponseTo(PendingAuthorization pending) =>
        pending.Dialect == Dialect.V2
            ? new(ResponseMode.Query, [new("code", Code), new("state", pending.State), new("session_state", "FAKE-session-state")])
            : new(
                ResponseMode.FormPost,
                [
                    new("code", Code),
                    new("id_token", FrontChannelIdTokenFor(pending).Build()),
                    new("state", pending.State),
                    new("session_state", "FAKE-session-state"),
                ]
            );

    /// <summary>The response with one parameter changed, added or (<c>null</c>) taken away.</summary>
    public static AuthorizationResponse With(this AuthorizationResponse response, string name, string? value) =>
        response with
        {
            Parameters =
            [
                .. response.Parameters.Where(each => each.Name != name),
                .. value is null ? Array.Empty<Parameter>() : [new Parameter(name, value)],
            ],
        };

    public static AuthorizationGrant Grant(Dialect dialect = Dialect.V2)
    {
        var pending = PendingAuthorization(dialect);
        return AuthorizationGrant.Accept(ResponseTo(pending), pending, Metadata(dialect), Now).ShouldPass();
    }

    /// <summary>The token endpoint's answer: v1 writes its numbers as text.</summary>
    public static JsonObject TokenAnswerTo(PendingAuthorization pending) =>
        pending.Dialect == Dialect.V2
            ? new()
            {
                ["token_type"] = "Bearer",
                ["scope"] = $"{Site}/User.Read.All",
                ["expires_in"] = 3599,
                ["ext_expires_in"] = 3599,
                ["access_token"] = AccessToken,
                ["refresh_token"] = RefreshToken,
                ["id_token"] = IdTokenFor(pending).Build(),
            }
            : new()
            {
                ["token_type"] = "Bearer",
                ["expires_in"] = "3599",
                ["ext_expires_in"] = "3599",
                ["expires_on"] = "1773504566",
                ["not_before"] = "1773500666",
                ["resource"] = Site,
                ["access_token"] = AccessToken,
                ["refresh_token"] = RefreshToken,
                ["id_token"] = IdTokenFor(pending).Build(),
            };

    /// <summary>SharePoint's answer.</summary>
    public const string Profile = """
        {
          "AccountName": "i:0#.f|membership|adelev@contoso.onmicrosoft.com",
          "DisplayName": "Adele Vance",
          "Email": "adelev@contoso.onmicrosoft.com",
          "PictureUrl": "https://contoso-my.sharepoint.com:443/adele.jpg",
          "Title": "Retail Manager"
        }
        """;
}
