using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Protocol;

/// <summary>How an ID token vouches for what came beside it: <c>c_hash</c> for the code, <c>at_hash</c> for the access token (OIDC Core §3.3.2.11).</summary>
public static class LeftHalfHash
{
    /// <summary>BASE64URL of the left half of the value's hash, by the hash function in the signature algorithm's name (256, 384 or 512 bits).</summary>
    public static string Of(string value, string algorithm)
    {
        var ascii = Encoding.ASCII.GetBytes(value);
        var hash = algorithm[^3..] switch
        {
            "384" => SHA384.HashData(ascii),
            "512" => SHA512.HashData(ascii),
            _ => SHA256.HashData(ascii),
        };
        return Base64UrlEncoder.Encode(hash, 0, hash.Length / 2);
    }
}
