using System.Text;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Step 3's checks as a list: what stopped it is what the judgement says, all before it passed, none behind it was made.</summary>
public sealed class ResponseChecksTests
{
    public static TheoryData<string, string, string> Wrongs =>
        new()
        {
            { "no state", "state", "state" },
            { "another state", "state", "state" },
            { "code twice", "repeated", "code" },
            { "posted", "response_mode", "response_mode" },
            { "another iss", "iss", "iss" },
            { "an error", "error", "error" },
            { "no code", "code", "code" },
            { "an ID token nobody asked for", "id_token", "id_token" },
        };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void The_check_that_stops_it_is_the_one_that_failed(string wrong, string row, string name)
    {
        var pending = Given.PendingAuthorization();
        var right = Given.ResponseTo(pending);
        var response = wrong switch
        {
            "no state" => new AuthorizationResponse(right.Mode, [.. right.Parameters.Where(each => each.Name != "state")]),
            "another state" => new AuthorizationResponse(
                right.Mode,
                [.. right.Parameters.Where(each => each.Name != "state"), new("state", "another")]
            ),
            "code twice" => new AuthorizationResponse(right.Mode, [.. right.Parameters, new("code", "again")]),
            "posted" => new AuthorizationResponse(ResponseMode.FormPost, right.Parameters),
            "another iss" => new AuthorizationResponse(right.Mode, [.. right.Parameters, new("iss", "https://evil.example")]),
            "an error" => new AuthorizationResponse(right.Mode, [new("error", "access_denied"), new("state", pending.State)]),
            "no code" => new AuthorizationResponse(right.Mode, [.. right.Parameters.Where(each => each.Name != "code")]),
            _ => new AuthorizationResponse(right.Mode, [.. right.Parameters, new("id_token", "a.b.c")]),
        };

        AuthorizationGrant.Accept(response, pending, Given.Metadata(), Given.Now).Succeeded(out _, out var judged);
        var checks = ChecksOf(response);

        Assert.Equal(name, judged is FailedCheck check ? check.Name : "error");
        var at = checks.ToList().FindIndex(each => each.Name == row);
        Assert.Equal(CheckOutcome.Failed, checks[at].Outcome);
        Assert.All(checks.Take(at), each => Assert.Contains(each.Outcome, Before(each)));
        Assert.All(checks.Skip(at + 1), each => Assert.Equal(CheckOutcome.Skipped, each.Outcome));

        // Entra ID neither promises nor sends iss: there is nothing to check.
        static CheckOutcome[] Before(CheckResult check) => check.Name == "iss" ? [CheckOutcome.Skipped] : [CheckOutcome.Passed];
    }

    /// <summary>Each way in which a response can be wrong, beside the row that says so, in the order in which the rows stand.</summary>
    private static readonly (string Row, Func<AuthorizationResponse, AuthorizationResponse> Spoil)[] InOrder =
    [
        ("state", right => right.With("state", "another")),
        ("repeated", right => right with { Parameters = [.. right.Parameters, new("x", "1"), new("x", "2")] }),
        ("response_mode", right => right with { Mode = ResponseMode.FormPost }),
        ("iss", right => right.With("iss", "https://evil.example")),
        ("error", right => right.With("error", "access_denied")),
        ("code", right => right.With("code", null)),
        ("id_token", right => right.With("id_token", "a.b.c")),
    ];

    /// <summary>The list and the judgement are written down apart; two wrongs at once show whether they agree on what comes first.</summary>
    [Fact]
    public void Of_two_wrongs_the_one_that_is_judged_first_stands_first()
    {
        var pending = Given.PendingAuthorization();
        for (var i = 0; i < InOrder.Length; i++)
        for (var j = i + 1; j < InOrder.Length; j++)
        {
            var response = InOrder[j].Spoil(InOrder[i].Spoil(Given.ResponseTo(pending)));

            AuthorizationGrant.Accept(response, pending, Given.Metadata(), Given.Now).Succeeded(out _, out var judged);
            var checks = ChecksOf(response);

            var stopped = judged switch
            {
                FailedCheck { Reason: "repeated" } => "repeated",
                FailedCheck check => check.Name,
                _ => "error",
            };
            Assert.Equal(InOrder[i].Row, stopped);
            Assert.Equal(InOrder[i].Row, Assert.Single(checks, check => check.Outcome == CheckOutcome.Failed).Name);
            Assert.Equal(InOrder.Select(each => each.Row), checks.Select(check => check.Name));
        }
    }

    [Fact]
    public void A_good_response_passes_all_that_there_is_to_check()
    {
        var checks = ChecksOf(Given.ResponseTo(Given.PendingAuthorization()));

        Assert.Equal(["state", "repeated", "response_mode", "iss", "error", "code", "id_token"], checks.Select(check => check.Name));
        Assert.Equal(["iss"], checks.Where(check => check.Outcome != CheckOutcome.Passed).Select(check => check.Name));
        Assert.DoesNotContain(checks, check => check.Name is "code" or "id_token" && check.Received is not null);
    }

    private static IReadOnlyList<CheckResult> ChecksOf(AuthorizationResponse response)
    {
        var run = new Run
        {
            Pending = Given.PendingAuthorization(),
            Response = response,
            ReturnedAt = Given.Now,
            Metadata = Heard(Given.MetadataDocument().ToJsonString()),
            Keys = Heard(Given.Jwks()),
        };
        return ResponseChecks.Of(run, Replay.Of(run, Given.Authority(), Given.Client()));
    }

    private static Exchange Heard(string json) =>
        new(
            Given.Authority().ConfigurationEndpoint,
            [
                new Attempt(
                    [],
                    Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{json}"),
                    Given.Now,
                    TimeSpan.Zero
                ),
            ]
        );
}
