using System.Text;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Messages that nobody sent.</summary>
public static class Made
{
    /// <summary>A message of the back channel.</summary>
    public static ExportedMessage Message(
        string url = "http://localhost/token",
        string body = "",
        string answer = "",
        int status = 400,
        params KeyValuePair<string, string>[] headers
    ) =>
        new()
        {
            Step = 4,
            Name = "token",
            Channel = "back",
            Method = body.Length > 0 ? "POST" : "GET",
            Url = url,
            RequestHeaders =
            [
                .. headers,
                .. body.Length > 0
                    ? [KeyValuePair.Create("Content-Type", "application/x-www-form-urlencoded")]
                    : Array.Empty<KeyValuePair<string, string>>(),
            ],
            RequestBody = Encoding.UTF8.GetBytes(body),
            Status = status,
            StatusText = "Whatever",
            ResponseBody = Encoding.UTF8.GetBytes(answer),
            Started = DateTimeOffset.UnixEpoch,
            Took = TimeSpan.FromMilliseconds(12),
        };
}
