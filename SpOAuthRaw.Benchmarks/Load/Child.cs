using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>A process that we start, measure from outside, and end, whatever happens to us.</summary>
public sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Channel<string> answers = Channel.CreateUnbounded<string>();

    private Child(Process process, string mark)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(mark, StringComparison.Ordinal) == true)
                answers.Writer.TryWrite(line.Data[mark.Length..]);
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                Console.Error.WriteLine(text);
        };
    }

    /// <summary>CPU time that the process has taken in all its threads, by the operating system's account.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts <c>dotnet</c> with an assembly.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="mark">What the lines that are for us begin with; all others are thrown away.</param>
    public static Child Start(string assembly, string[] arguments, IEnumerable<(string Name, string Value)> settings, string mark)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet"
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(assembly))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var child = new Child(new Process { StartInfo = start }, mark);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The next line that is for us.</summary>
    public async Task<string> AnswerAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await answers.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Bytes in use on the managed heap after a full collection, and of the process in memory. Needs the startup hook.</summary>
    public async Task<(long Heap, long Resident)> MemoryAsync()
    {
        await process.StandardInput.WriteLineAsync("heap");
        await process.StandardInput.FlushAsync();
        var numbers = (await AnswerAsync()).Split(' ');
        return (long.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits for the first 200 on an address.</summary>
    public async Task UntilItAnswersAsync(Uri address)
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(Patience);
        while (!process.HasExited)
        {
            try
            {
                using var response = await http.GetAsync(address, patience.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(2, patience.Token);
        }

        throw new InvalidOperationException($"The process for {address} has ended with {process.ExitCode}.");
    }

    /// <summary>A port of this machine that nobody uses right now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
