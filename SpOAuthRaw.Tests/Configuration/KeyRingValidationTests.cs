using SpOAuthRaw.Configuration;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests;

/// <summary>A certificate that can't encrypt the keys is named in words, and its password never.</summary>
public sealed class KeyRingValidationTests : IDisposable
{
    private readonly TestCertificate good = new();

    public void Dispose() => good.Dispose();

    [Fact]
    public void None_is_none()
    {
        var options = new KeyRingOptions();

        Assert.True(new KeyRingValidation().Validate(null, options).Succeeded);
        Assert.Null(options.Certificate.Open());
    }

    [Fact]
    public void A_good_one_passes_and_opens()
    {
        var options = new KeyRingOptions { CertificatePath = good.Path, CertificatePassword = good.Password };

        Assert.True(new KeyRingValidation().Validate(null, options).Succeeded);
        using var certificate = options.Certificate.Open();
        Assert.True(certificate!.HasPrivateKey);
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_one_sentence() =>
        ShouldFail("/nowhere/keys.pfx", "", "CertificatePath is '/nowhere/keys.pfx', where there is no file");

    [Fact]
    public void A_folder_is_no_file() =>
        ShouldFail(
            Path.GetDirectoryName(good.Path)!,
            "",
            $"CertificatePath is '{Path.GetDirectoryName(good.Path)}', where there is no file"
        );

    [Theory]
    [InlineData("")]
    [InlineData("FAKE-wrong")]
    public void A_password_that_opens_nothing_is_one_sentence(string password) =>
        ShouldFail(good.Path, password, "CertificatePassword does not open the file of DataProtection:");

    [Fact]
    public void A_password_for_no_file_is_one_sentence() => ShouldFail("", "FAKE-lonely", "CertificatePassword is set although");

    [Fact]
    public void Text_is_no_certificate()
    {
        File.WriteAllText(good.Path, "-----BEGIN CERTIFICATE-----");

        ShouldFail(good.Path, good.Password, $"CertificatePath is '{good.Path}', which can't be read as a PKCS#12 file");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void One_that_can_t_open_what_it_encrypts_is_one_sentence(bool withKey, bool elliptic)
    {
        using var useless = new TestCertificate(withKey, elliptic);

        ShouldFail(
            useless.Path,
            useless.Password,
            $"CertificatePath is '{useless.Path}', which holds no RSA certificate with its private key"
        );
    }

    [Fact]
    public void Two_bad_ones_are_two_sentences()
    {
        var options = new KeyRingOptions { CertificatePath = "/nowhere/new.pfx", FormerCertificatePath = "/nowhere/old.pfx" };

        Assert.Equal(2, new KeyRingValidation().Validate(null, options).Failures!.Count());
    }

    private static void ShouldFail(string path, string password, string beginning)
    {
        var options = new KeyRingOptions { CertificatePath = path, CertificatePassword = password };
        var former = new KeyRingOptions { FormerCertificatePath = path, FormerCertificatePassword = password };

        foreach (var (each, key) in new[] { (options, "DataProtection:"), (former, "DataProtection:Former") })
        {
            var sentence = Assert.Single(new KeyRingValidation().Validate(null, each).Failures ?? []);
            Assert.StartsWith(key + beginning, sentence, StringComparison.Ordinal);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("FAKE", sentence, StringComparison.Ordinal);
        }

        Assert.Null(options.Certificate.Open());
        Assert.Null(former.FormerCertificate.Open());
    }
}
