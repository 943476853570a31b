using System.Buffers;

namespace SpOAuthRaw.Recording;

/// <summary>The two messages of one attempt while they travel, each up to a limit. Once they are taken out nothing is added any more.</summary>
public sealed class MessageBuffer(int limit)
{
    private readonly Message request = new(limit);
    private readonly Message response = new(limit);

    /// <summary>Bytes went out.</summary>
    public void Sent(ReadOnlySpan<byte> bytes) => request.Add(bytes);

    /// <summary>Bytes came in.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => response.Add(bytes);

    /// <summary>What went out and what came back.</summary>
    public (byte[] Request, byte[] Response) Take() => (request.Take(), response.Take());

    /// <summary>One message, in memory that is borrowed until it is whole.</summary>
    private sealed class Message(int limit)
    {
        private byte[]? bytes = ArrayPool<byte>.Shared.Rent(4096);
        private int length;

        public void Add(ReadOnlySpan<byte> more)
        {
            lock (this)
            {
                if (bytes is null)
                    return;
                more = more[..Math.Min(more.Length, limit - length)];
                if (bytes.Length < length + more.Length)
                    Grow(length + more.Length);
                more.CopyTo(bytes.AsSpan(length));
                length += more.Length;
            }
        }

        public byte[] Take()
        {
            lock (this)
            {
                var taken = bytes.AsSpan(0, length).ToArray();
                Return();
                return taken;
            }
        }

        private void Grow(int needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * length));
            bytes.AsSpan(0, length).CopyTo(larger);
            Return();
            bytes = larger;
        }

        /// <summary>Secrets were in it, and others borrow it next.</summary>
        private void Return()
        {
            if (bytes is not null)
                ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            bytes = null;
        }
    }
}
