using System.Buffers;
using System.Text;

namespace SpOAuthRaw.Recording;

/// <summary>
/// Lines and header fields of a message, from its first byte on. A line may end in LF alone (RFC 9112 §2.2), and a field may go on in the next
/// line (§5.2): obsolete, but the framework's client takes both.
/// </summary>
internal ref struct WireLines(ReadOnlySpan<byte> bytes)
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>How many bytes are read.</summary>
    public int Position { get; private set; }

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes[Position..];

    /// <summary>The next bytes, or as many of them as there are.</summary>
    public ReadOnlySpan<byte> Take(long length)
    {
        var taken = Rest[..(int)Math.Min(length, Rest.Length)];
        Position += taken.Length;
        return taken;
    }

    /// <summary>The next line without its end.</summary>
    /// <returns>Whether there is a whole one.</returns>
    public bool TryLine(out ReadOnlySpan<byte> line)
    {
        var end = Rest.IndexOf((byte)'\n');
        line = end < 0 ? default : WithoutReturn(Rest[..end]);
        Position += end + 1;
        return end >= 0;
    }

    /// <summary>The fields up to the empty line, which is read too.</summary>
    /// <returns>Whether they are whole, and each has a colon.</returns>
    public bool TryFields(ICollection<KeyValuePair<string, string>> fields)
    {
        while (Rest.IndexOfAny((byte)':', (byte)'\n') is var colon and >= 0)
        {
            if (Rest[colon] == '\n')
                return TryLine(out var line) && line.IsEmpty;
            var end = colon + 1;
            do
            {
                if (Rest[end..].IndexOf((byte)'\n') is not (var length and >= 0) || end + length + 1 >= Rest.Length)
                    return false;
                end += length + 1;
            } while (Rest[end] is (byte)' ' or (byte)'\t');

            // Names end in no blank, but servers have sent some (RFC 9112 §5.1).
            fields.Add(KeyValuePair.Create(Encoding.Latin1.GetString(Rest[..colon].TrimEnd((byte)' ')), Unfolded(Rest[(colon + 1)..end])));
            Position += end;
        }

        return false;
    }

    /// <summary>Whether a field's name is one (RFC 9110 §5.1).</summary>
    public static bool IsName(string name) => name.Length > 0 && !Encoding.Latin1.GetBytes(name).AsSpan().ContainsAnyExcept(NameBytes);

    /// <summary>The ends of all lines but the last become blanks (RFC 9112 §5.2), as does what no value may hold (RFC 9110 §5.5).</summary>
    private static string Unfolded(ReadOnlySpan<byte> value)
    {
        Span<byte> unfolded = WithoutReturn(value[..^1]).ToArray();
        for (var end = 0; end < unfolded.Length; end++)
            if (unfolded[end] == '\n')
                unfolded[WithoutReturn(unfolded[..end]).Length..(end + 1)].Fill((byte)' ');
        unfolded = unfolded.Trim(" \t"u8);
        unfolded.Replace((byte)'\r', (byte)' ');
        unfolded.Replace((byte)'\0', (byte)' ');
        return Encoding.Latin1.GetString(unfolded);
    }

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;
}
