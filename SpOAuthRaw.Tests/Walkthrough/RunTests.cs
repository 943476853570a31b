using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>What a run holds of the browser's answer.</summary>
public sealed class RunTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    [Fact]
    public void What_stands_in_the_record_is_read_there_and_not_written_down_beside_it()
    {
        var request = Encoding.ASCII.GetBytes($"GET /auth?code={Given.Code}&state=s HTTP/1.1\r\n\r\n");
        var cameBack = new Exchange(Given.RedirectUri, [new Attempt(request, [], Given.Now, TimeSpan.Zero)]);
        var run = new Run { Pending = Given.PendingAuthorization(), CameBack = cameBack };

        var written = JsonSerializer.Serialize(run);

        Assert.Equal(Given.Code, run.Response!.Code);
        Assert.DoesNotContain(Given.Code, written, StringComparison.Ordinal); // the record is in Base64
        Assert.Equal(Given.Code, JsonSerializer.Deserialize<Run>(written)!.Response!.Code);
    }

    [Fact]
    public async Task A_walk_holds_it_once_too()
    {
        using var visitor = new Visitor();
        await visitor.WalkToAsync(sandbox.App, 4);

        var key = visitor.Cookies.Value(sandbox.App.Origin.Host, "SpOAuth.Run");
        var run = await sandbox.App.Services.GetRequiredService<IRunStore>().FindAsync(key);

        Assert.NotNull(run!.CameBack);
        Assert.DoesNotContain(run.Response!.Code!, JsonSerializer.Serialize(run), StringComparison.Ordinal);
    }
}
