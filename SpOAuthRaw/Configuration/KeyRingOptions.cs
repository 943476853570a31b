using Microsoft.Extensions.Options;

namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>DataProtection</c>: what encrypts the data-protection keys, which encrypt all else, where they are kept.</summary>
public sealed class KeyRingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "DataProtection";

    /// <summary>A PKCS#12 file with an RSA certificate and its private key, the same for all instances; empty: the keys are kept in clear.</summary>
    public string CertificatePath { get; set; } = "";

    /// <summary>What opens that file.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>The file of before, for keys that were encrypted with its certificate; usually empty.</summary>
    public string FormerCertificatePath { get; set; } = "";

    /// <summary>What opens the former file.</summary>
    public string FormerCertificatePassword { get; set; } = "";

    /// <summary>The certificate that encrypts keys, and opens them.</summary>
    public CertificateFile Certificate => new($"{Section}:{nameof(Certificate)}", CertificatePath, CertificatePassword);

    /// <summary>The certificate that opens keys of before.</summary>
    public CertificateFile FormerCertificate =>
        new($"{Section}:{nameof(FormerCertificate)}", FormerCertificatePath, FormerCertificatePassword);
}

/// <summary>Says of every key of <c>DataProtection</c> that can't work what is wrong and how to mend it, a sentence a key.</summary>
public sealed class KeyRingValidation : IValidateOptions<KeyRingOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, KeyRingOptions options)
    {
        string[] problems = [.. new[] { options.Certificate.Problem(), options.FormerCertificate.Problem() }.OfType<string>()];
        return problems.Length > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
