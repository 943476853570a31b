using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SpOAuthRaw.Configuration;

/// <summary>A PKCS#12 file (RFC 7292), as two settings name it: <c>…Path</c> and <c>…Password</c>.</summary>
/// <param name="key">What the names of both settings begin with.</param>
/// <param name="path">Where it is; empty: there is none.</param>
/// <param name="password">What opens it.</param>
public sealed class CertificateFile(string key, string path, string password)
{
    /// <summary>What .NET says of a password that opens nothing (<c>ERROR_INVALID_PASSWORD</c>), on every system.</summary>
    private const int WrongPassword = unchecked((int)0x80070056);

    /// <summary>What keeps the certificate from being used, and how to mend it; <c>null</c> when nothing does. The password is not repeated.</summary>
    public string? Problem()
    {
        using var certificate = Open(out var problem);
        return problem;
    }

    /// <summary>The certificate; <c>null</c> when none is configured, or it can't be used, which <see cref="Problem"/> tells.</summary>
    public X509Certificate2? Open() => Open(out _);

    private X509Certificate2? Open(out string? problem)
    {
        problem = null;
        if (path.Length == 0 && password.Length > 0)
            problem = $"{key}Password is set although {key}Path is empty: set {key}Path to the file that it opens, or empty the password.";
        else if (path.Length > 0 && !File.Exists(path))
            problem =
                $"{key}Path is '{path}', where there is no file that the app can see: set it to a PKCS#12 file (.pfx), best by its whole path.";
        if (path.Length == 0 || problem is not null)
            return null;

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (HasPrivateRsaKey(certificate))
                return certificate;
            certificate.Dispose();
            problem = $"{key}Path is '{path}', which holds no RSA certificate with its private key: export both into it.";
        }
        catch (CryptographicException exception) when (exception.HResult == WrongPassword)
        {
            problem = $"{key}Password does not open the file of {key}Path: set it to the password with which that file was made.";
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problem = $"{key}Path is '{path}', which can't be read as a PKCS#12 file (.pfx): make it one, and let the app's user read it.";
        }

        return null;
    }

    private static bool HasPrivateRsaKey(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey();
        return key is not null;
    }
}
