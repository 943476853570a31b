namespace SpOAuthRaw.Tests.Recording;

/// <summary>A connection that answers whatever is asked with these bytes, and ends.</summary>
internal sealed class Canned(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) { }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;
}
