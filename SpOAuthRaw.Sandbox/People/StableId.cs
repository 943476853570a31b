using System.Security.Cryptography;
using System.Text;

namespace SpOAuthRaw.Sandbox.People;

/// <summary>Identifiers that look random but are the same in every run, so that a recorded sign-in can be compared with a later one.</summary>
internal static class StableId
{
    public static Guid Guid(string purpose, string name)
    {
        var bytes = Hash(purpose, name)[..16];
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40); // the version and variant that random GUIDs have (RFC 9562 §5.4)
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes);
    }

    public static string Hex(string purpose, string name) => Convert.ToHexStringLower(Hash(purpose, name));

    public static byte[] Hash(string purpose, string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}:{name}"));
}
