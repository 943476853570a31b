using System.Text;

namespace SpOAuthRaw.SignIn;

/// <summary>A text that is kept long and read seldom, as UTF-8: half the size.</summary>
internal readonly struct Utf8Text(string text) : IEquatable<Utf8Text>
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(text);

    /// <summary>How large it is, in bytes.</summary>
    public int Size => bytes?.Length ?? 0;

    public bool Equals(Utf8Text other) => bytes.AsSpan().SequenceEqual(other.bytes);

    public override bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => bytes is null ? "" : Encoding.UTF8.GetString(bytes);
}
