using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>Adds a hash of their content to the addresses of this site's own files, so that browsers may keep them and never keep an old one.</summary>
public sealed class FileVersions(IWebHostEnvironment site)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>A file's address with its version.</summary>
    public string Of(string path) =>
        known.GetOrAdd(
            path,
            _ =>
            {
                using var content = site.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
                return $"{path}?v={Base64Url.EncodeToString(SHA256.HashData(content))}";
            }
        );
}
