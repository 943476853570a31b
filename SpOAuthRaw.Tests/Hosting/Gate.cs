using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Requests that have arrived at a provider, and their honest answers, which wait until they are let through.</summary>
public sealed class Gate(LyingProvider provider)
{
    /// <summary>Longer than anything takes when all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<HttpContext> arrivals = Channel.CreateUnbounded<HttpContext>();
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Holds back whoever asks for something from now on.</summary>
    public static Gate Before(LyingProvider provider, AskedFor what)
    {
        var gate = new Gate(provider);
        provider.Lies = what switch
        {
            AskedFor.Tokens => new Lies { AtTokenEndpoint = gate.HoldAsync },
            AskedFor.Keys => new Lies { AtKeys = gate.HoldAsync },
            _ => new Lies { AtSharePoint = gate.HoldAsync },
        };
        return gate;
    }

    /// <summary>Waits for the next request to arrive.</summary>
    public Task ArrivalAsync() => arrivals.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Lets whoever comes later pass.</summary>
    public void LetOthersPass() => provider.Lies = new();

    /// <summary>Lets all through.</summary>
    public void Open() => open.TrySetResult();

    private async Task HoldAsync(HttpContext context)
    {
        arrivals.Writer.TryWrite(context);
        await open.Task.WaitAsync(Patience);
        await provider.AnswerHonestlyAsync(context);
    }
}
