using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Sandbox.Keys;

/// <summary>One key that signs tokens, with the certificate that Entra ID publishes beside each of its keys.</summary>
internal sealed class SigningKey
{
    private SigningKey(RSA rsa, X509Certificate2 certificate)
    {
        // Entra ID's kid is the certificate's SHA-1 thumbprint, which is also its x5t (RFC 7517 §4.8).
        Id = Base64UrlEncoder.Encode(certificate.GetCertHash());
        Certificate = Convert.ToBase64String(certificate.RawData);
        Public = rsa.ExportParameters(includePrivateParameters: false);
        Key = new RsaSecurityKey(rsa) { KeyId = Id };
        Credentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256);
        CredentialsWithThumbprint = new X509SigningCredentials(certificate, SecurityAlgorithms.RsaSha256) { Key = { KeyId = Id } };
    }

    public string Id { get; }

    /// <summary>The certificate as the key set carries it (RFC 7517 §4.7: base64, not base64url).</summary>
    public string Certificate { get; }

    public RSAParameters Public { get; }

    public RsaSecurityKey Key { get; }

    /// <summary>Signs with <c>kid</c> alone in the header, as v2 tokens have it.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>Signs with <c>kid</c> and <c>x5t</c> in the header, as v1 tokens have it.</summary>
    public SigningCredentials CredentialsWithThumbprint { get; }

    public static SigningKey Create()
    {
        var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=sandbox.contoso.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var born = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero); // no clock needed: nobody checks a key's certificate here
        return new SigningKey(rsa, request.CreateSelfSigned(born, born.AddYears(80)));
    }
}
