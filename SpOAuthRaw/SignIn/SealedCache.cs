using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.SignIn;

/// <summary>The framework's cache, in this process or in Redis; what leaves the process is encrypted, and its names are hashes.</summary>
public sealed class SealedCache(IDistributedCache cache, IDataProtectionProvider protection, IOptions<ConnectionStringsOptions> connections)
{
    private readonly IDataProtector? protector =
        connections.Value.Redis.Length > 0 ? protection.CreateProtector("SpOAuthRaw.Cache.v1") : null;

    /// <summary>Keeps a value until a point in time.</summary>
    public Task SetAsync(string name, byte[] value, DateTimeOffset until, CancellationToken cancellationToken) =>
        cache.SetAsync(Sealed(name), protector?.Protect(value) ?? value, new() { AbsoluteExpiration = until }, cancellationToken);

    /// <summary>Finds a value; <c>null</c> when there is none, or it was written with a key that is gone.</summary>
    public async Task<byte[]?> GetAsync(string name, CancellationToken cancellationToken)
    {
        var value = await cache.GetAsync(Sealed(name), cancellationToken);
        try
        {
            return value is null ? null : protector?.Unprotect(value) ?? value;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Forgets a value.</summary>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) => cache.RemoveAsync(Sealed(name), cancellationToken);

    /// <summary>A name holds a session's key, which outside this process would open the session to whoever lists the names.</summary>
    private string Sealed(string name) => protector is null ? name : Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
