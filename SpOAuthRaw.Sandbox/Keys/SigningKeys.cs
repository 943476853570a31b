using System.Collections.Immutable;

namespace SpOAuthRaw.Sandbox.Keys;

/// <summary>The keys in force, newest first: the first one signs, all of them are published.</summary>
internal sealed class SigningKeys
{
    // More would only make the key set longer: what the oldest has signed has expired long ago.
    private const int Kept = 4;

    private readonly Task<SigningKey> _first = Task.Run(SigningKey.Create);
    private ImmutableArray<SigningKey> _all = [];

    /// <summary>Making the first key is the slowest single step of the start, so it runs beside the others and is waited for last.</summary>
    public async Task ReadyAsync() => _all = [await _first.ConfigureAwait(false)];

    public SigningKey Current => _all[0];

    public ImmutableArray<SigningKey> All => _all;

    /// <summary>Lets a new key sign from now on. The old ones stay published, as during a real rollover.</summary>
    public void Rotate()
    {
        var key = SigningKey.Create();
        ImmutableInterlocked.Update(ref _all, static (keys, added) => [added, .. keys.Take(Kept - 1)], key);
    }
}
