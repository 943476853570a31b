using System.Buffers;

namespace SpOAuthRaw.Recording;

/// <summary>The two messages of one attempt while they travel, each up to a limit.</summary>
public sealed class MessageBuffer(int limit)
{
    private readonly ArrayBufferWriter<byte> request = new(1024);
    private readonly ArrayBufferWriter<byte> response = new(4096);

    /// <summary>What went out so far.</summary>
    public byte[] Request => request.WrittenSpan.ToArray();

    /// <summary>What came back so far.</summary>
    public byte[] Response => response.WrittenSpan.ToArray();

    /// <summary>Bytes went out.</summary>
    public void Sent(ReadOnlySpan<byte> bytes) => Add(request, bytes);

    /// <summary>Bytes came in.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => Add(response, bytes);

    private void Add(ArrayBufferWriter<byte> message, ReadOnlySpan<byte> bytes)
    {
        lock (message)
            message.Write(bytes[..Math.Min(bytes.Length, limit - message.WrittenCount)]);
    }
}
