using System.Collections.Concurrent;
using System.Text;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Values that were made to be more than values: in every file they stay what they are.</summary>
public sealed class HostileExportTests
{
    private static readonly string[] Values =
    [
        "'; touch pwned; #",
        "' $(touch pwned) '",
        "$(touch pwned)",
        "`touch pwned`",
        "\"; touch pwned; \"",
        "${HOME} $HOME ~ !! * ? [a-z] {a,b} &| <in >pwned",
        "\n touch pwned\n",
        "a\n\n### \nDELETE http://localhost:1/ HTTP/1.1\n\n###\n",
        "\r### x\r\rGET http://localhost:1/ HTTP/1.1",
        "\n@host = evil\n{{host}} {{$processEnv HOME}} {{$dotenv X}}",
        "< /etc/passwd\n<@ ./secret\n> {% client.exit() %}\n>> pwned",
        "@/etc/passwd",
        "-o pwned --output pwned",
        "\\",
        "\\' ; touch pwned",
        "```\n# heading\n````\n## 9 forged, back channel\n```http\nGET / HTTP/1.1\n```",
        "~~~\n<script>alert(1)</script>",
        "\u2028### \u2029\u0085@x = y",
        "é€😀 %41 %0a + ***code***",
        "// comment\n# @name other",
    ];

    private static IEnumerable<KeyValuePair<string, string>> Headers =>
        Values
            .Select(value => string.Concat(value.Where(each => !char.IsControl(each) && char.IsAscii(each))).Trim())
            .Where(value => value.Length > 0)
            .Select((value, index) => KeyValuePair.Create($"X-Odd-{index}", value));

    private static IEnumerable<ExportedMessage> MessagesTo(Uri address) =>
        Values
            .Select(value =>
                Made.Message(body: value, answer: value, url: new Uri(address, $"?raw={value}").AbsoluteUri, headers: [.. Headers])
            )
            .Concat(
                Values.Select(value =>
                    Made.Message(
                        body: $"x={Uri.EscapeDataString(value)}",
                        url: new Uri(address, $"?x={Uri.EscapeDataString(value)}").AbsoluteUri
                    )
                )
            );

    [BashFact]
    public async Task A_shell_runs_nothing_but_curl_and_sends_each_value_as_it_was()
    {
        var received = new ConcurrentQueue<string>();
        await using var server = new RawServer(request =>
        {
            received.Enqueue(request);
            return "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray();
        });
        ExportedMessage[] messages = [.. MessagesTo(server.Address)];

        var run = await Bash.RunAsync(ShellExport.Write(messages, Mask.Nothing));

        Assert.Empty(run.Files);
        Assert.Equal(messages.Length, received.Count);
        foreach (var (message, request) in messages.Zip(received))
        {
            var (head, body) = request.Split("\r\n\r\n", 2) is [var first, var second] ? (first.Split("\r\n"), second) : ([], "");
            Assert.Equal($"POST {new Uri(message.Url).PathAndQuery} HTTP/1.1", head[0]);
            Assert.Equal(message.RequestBody, Encoding.Latin1.GetBytes(body));
            Assert.Equal(
                message.RequestHeaders.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal),
                head.Skip(1)
                    .Where(line =>
                        !line.StartsWith("Host: ", StringComparison.Ordinal)
                        && !line.StartsWith("Content-Length: ", StringComparison.Ordinal)
                    )
                    .Order(StringComparer.Ordinal)
            );
        }
    }

    [BashFact]
    public async Task A_script_with_variables_runs_nothing_either()
    {
        await using var server = new RawServer(_ => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
        ExportedMessage[] messages =
        [
            .. Values.Select(value =>
                Made.Message(url: server.Address.AbsoluteUri, body: $"client_secret={value}&y={value}", answer: value)
            ),
        ];

        var run = await Bash.RunAsync(
            ShellExport.Write(messages, Mask.Over(messages, [])),
            Values.Select((value, index) => KeyValuePair.Create(index == 0 ? "CLIENT_SECRET" : $"CLIENT_SECRET_{index + 1}", value))
        );

        Assert.Empty(run.Files);
        Assert.Equal(messages.Length, server.Requests);
    }

    [Fact]
    public void An_http_file_has_no_more_requests_than_were_made_and_evaluates_nothing()
    {
        ExportedMessage[] messages = [.. MessagesTo(new Uri("http://localhost:5556/"))];

        foreach (var mask in new[] { Mask.Nothing, Mask.Over(messages, []) })
        {
            var file = HttpFile.Read(HttpFileExport.Write(messages, mask));

            Assert.Empty(file.Variables);
            Assert.Equal(messages.Length, file.Requests.Count);
            Assert.All(file.Requests, request => Assert.Equal(("token", "POST"), (request.Name, request.Method)));
            foreach (var (message, request) in messages.Zip(file.Requests))
            {
                Assert.Equal(Uri.UnescapeDataString(message.Url), Uri.UnescapeDataString(request.Url));
                Assert.Equal(
                    message.RequestHeaders.Where(header => !header.Value.Contains("{{", StringComparison.Ordinal)),
                    request.Headers
                );
                Assert.Equal(Uri.UnescapeDataString(Encoding.UTF8.GetString(message.RequestBody)), Uri.UnescapeDataString(request.Body));
            }
        }
    }

    [Fact]
    public void A_fence_holds_whatever_stands_in_it()
    {
        ExportedMessage[] messages = [.. MessagesTo(new Uri("http://localhost:5556/"))];

        var sections = MarkdownFile.Read(MarkdownExport.Write(messages, Mask.Nothing));

        Assert.Equal(messages.Length, sections.Count);
        Assert.All(sections, section => Assert.Equal("4 token, back channel: answered 400 in 12 ms", section.Title));
        foreach (var (message, (_, code)) in messages.Zip(sections))
        {
            Assert.Equal(2, code.Count);
            Assert.EndsWith(AsLines(message.RequestBody), code[0], StringComparison.Ordinal);
            Assert.EndsWith(AsLines(message.ResponseBody), code[1], StringComparison.Ordinal);
        }

        static string AsLines(byte[] body) =>
            Encoding.UTF8.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    [Fact]
    public void An_archive_holds_each_value_as_it_was()
    {
        ExportedMessage[] messages = [.. MessagesTo(new Uri("http://localhost:5556/"))];

        var entries = Taken.Entries(HarExport.Write(messages, Mask.Nothing));

        Assert.Equal(
            messages.Select(message => message.RequestBody),
            entries.Select(entry => Encoding.UTF8.GetBytes(entry.Text("request", "postData", "text")))
        );
        Assert.Equal(
            messages.Select(message => message.ResponseBody),
            entries.Select(entry => Encoding.UTF8.GetBytes(entry.Text("response", "content", "text")))
        );
        Assert.Equal(messages.Select(message => message.Url), entries.Select(entry => entry.Text("request", "url")));
    }

    [Fact]
    public void A_request_on_a_page_becomes_a_command_with_or_without_its_secrets()
    {
        const string Request =
            "POST /token HTTP/1.1\nHost: login.example\nAccept: application/json\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 61\n\ngrant_type=authorization_code&code=it%27s&client_secret=s&x=1";
        TravellingValue[] values = [new("code", "code", "it's-a-code")];

        var shown = Curl.Of(Request, new Uri("https://login.example/token"), values, hidden: false);
        var hidden = Curl.Of(Request, new Uri("https://login.example/token"), values, hidden: true);

        const string Command = """
            curl --include --globoff --http1.1 \
              --url 'https://login.example/token' \
              --header 'Accept: application/json' \
              --header 'Content-Type: application/x-www-form-urlencoded' \
              --header 'User-Agent:' \

            """;
        Assert.Equal($"{Command}  --data-raw 'grant_type=authorization_code&code=it%27s&client_secret=s&x=1'", shown);
        Assert.Equal(
            $$"""
            {{Command}}  --data-raw 'grant_type=authorization_code' \
              --data-urlencode 'code='"${CODE}" \
              --data-urlencode 'client_secret='"${CLIENT_SECRET}" \
              --data-raw 'x=1'
            """,
            hidden
        );
    }
}
