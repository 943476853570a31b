using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.SignIn;

/// <summary>The framework's cache, in this process or in Redis; what leaves the process is encrypted.</summary>
public sealed class SealedCache(IDistributedCache cache, IDataProtectionProvider protection, IOptions<ConnectionStringsOptions> connections)
{
    private readonly IDataProtector? protector =
        connections.Value.Redis.Length > 0 ? protection.CreateProtector("SpOAuthRaw.Cache.v1") : null;

    /// <summary>Keeps a value until a point in time.</summary>
    public Task SetAsync(string name, byte[] value, DateTimeOffset until, CancellationToken cancellationToken) =>
        cache.SetAsync(name, protector?.Protect(value) ?? value, new() { AbsoluteExpiration = until }, cancellationToken);

    /// <summary>Finds a value; <c>null</c> when there is none, or it was written with a key that is gone.</summary>
    public async Task<byte[]?> GetAsync(string name, CancellationToken cancellationToken)
    {
        var value = await cache.GetAsync(name, cancellationToken);
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
    public Task RemoveAsync(string name, CancellationToken cancellationToken) => cache.RemoveAsync(name, cancellationToken);
}
