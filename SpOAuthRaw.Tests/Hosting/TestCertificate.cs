using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A certificate in a PKCS#12 file of its own, as somebody makes one for an app.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="withKey">Whether its private key is in the file.</param>
    /// <param name="elliptic">Whether its key is of an elliptic curve, instead of RSA.</param>
    public TestCertificate(bool withKey = true, bool elliptic = false)
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = elliptic
            ? new CertificateRequest("CN=keys", curve, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var whole = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var bare = X509CertificateLoader.LoadCertificate(whole.RawData);
        File.WriteAllBytes(Path, (withKey ? whole : bare).Export(X509ContentType.Pfx, Password));
    }

    /// <summary>Where the file is.</summary>
    public string Path => System.IO.Path.Combine(folder.Path, "keys.pfx");

    /// <summary>What opens it.</summary>
    public string Password { get; } = $"FAKE-password-{Guid.NewGuid():N}";

    /// <summary>The settings that name it.</summary>
    /// <param name="former">Whether it is the one of before.</param>
    public IEnumerable<(string Key, string Value)> Settings(bool former = false)
    {
        var name = former ? "DataProtection:FormerCertificate" : "DataProtection:Certificate";
        return [($"{name}Path", Path), ($"{name}Password", Password)];
    }

    /// <inheritdoc />
    public void Dispose() => folder.Dispose();
}
