using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>A real Redis on a free loopback port. It can be stopped and started again, with what it held or without.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly string? Program = Find();

    private readonly int port = FreePort.Next();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("spoauth-redis-");
    private Process? process;

    /// <summary>Why tests that need Redis are not run here; <c>null</c> where they are.</summary>
    public static string? ReasonToSkip =>
        Program is null && Environment.GetEnvironmentVariable("CI") != "true" ? "There is no redis-server on this machine." : null;

    /// <summary>What the app is given as <c>ConnectionStrings:Redis</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{port}";

    /// <summary>Starts one.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var redis = new RedisServer();
        await redis.StartAgainAsync();
        return redis;
    }

    /// <summary>Starts it on its port, and returns when it answers.</summary>
    public Task StartAgainAsync()
    {
        Assert.True(Program is not null, "There is no redis-server on this machine, and CI=true says that nothing may be skipped.");
        string[] arguments =
        [
            .. new[] { "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1" },
            .. new[] { "--save", "", "--appendonly", "no", "--dir", folder.FullName },
        ];
        process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine(); // nobody reads it, but a full pipe would stop the server
        process.BeginErrorReadLine();
        return Eventually.HoldsAsync("redis-server answers", AnswersAsync);
    }

    /// <summary>Stops it in good order: what it held is there again after the next start.</summary>
    public async Task StopAsync()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port);
        await tcp.GetStream().WriteAsync("SHUTDOWN SAVE\r\n"u8.ToArray());
        await EndAsync(kill: false);
    }

    /// <summary>Kills it: what it held is lost.</summary>
    public Task KillAsync() => EndAsync(kill: true);

    /// <summary>Lets it hang: connections stay, answers do not come (SIGSTOP).</summary>
    public void Pause() => process!.Signal("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void GoOn() => process!.Signal("CONT");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync(kill: true);
        folder.Delete(recursive: true);
    }

    private async Task EndAsync(bool kill)
    {
        if (process is null)
            return;
        if (kill)
            process.Kill();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        process.Dispose();
        process = null;
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.False(process!.HasExited, "redis-server ended by itself.");
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(IPAddress.Loopback, port);
            await tcp.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[5];
            await tcp.GetStream().ReadExactlyAsync(answer);
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/bin")
            .Select(folder => Path.Combine(folder, "redis-server"))
            .FirstOrDefault(File.Exists);
}
