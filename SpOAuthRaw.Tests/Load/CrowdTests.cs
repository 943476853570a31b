using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Benchmarks.Stub;
using SpOAuthRaw.Tests.Hosting;
using LoadVisitor = SpOAuthRaw.Benchmarks.Load.Visitor;

namespace SpOAuthRaw.Tests.Load;

/// <summary>Many people at once: what the benchmarks measure at length, in a few seconds.</summary>
public sealed class CrowdTests : IAsyncLifetime
{
    private const int AtATime = 64;

    private readonly CountingCache cache = new();
    private WebApplication stub = null!;
    private RunningApp app = null!;

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin?dialect=v1")]
    public async Task In_a_crowd_everybody_sees_their_own_name_and_a_copied_cookie_opens_nothing(string signIn)
    {
        await ForEachAsync(
            160,
            async (http, person) =>
            {
                var visitor = new LoadVisitor(http, app.Origin, person);
                await visitor.SignInAsync(signIn); // throws when the page names anybody else
                await visitor.LoadHomeAsync();
                await visitor.SignOutAsync(alsoCopies: true);
            }
        );

        Assert.Equal(0, cache.Entries);
    }

    [Fact]
    public async Task A_flood_of_begun_sign_ins_fills_no_store()
    {
        await ForEachAsync(
            1000,
            async (http, _) =>
            {
                using var answer = await http.GetAsync(app.At("/signin"));
                Assert.Equal(302, (int)answer.StatusCode);
            }
        );

        Assert.Equal(0, cache.Writes);
    }

    public async Task InitializeAsync()
    {
        stub = await StubProgram.StartAsync();
        var address = new Uri(StubProgram.AddressOf(stub));
        app = await RunningApp.StartAsync(
            address,
            address,
            [("AzureAd:TenantId", StubTenant.Id)],
            services => services.Replace(ServiceDescriptor.Singleton<IDistributedCache>(cache))
        );
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await stub.DisposeAsync();
    }

    private static async Task ForEachAsync(int count, Func<HttpClient, int, Task> act)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (number, _) => await act(http, number)
        );
    }

    /// <summary>The framework's cache, which counts what is put into it and what is left.</summary>
    private sealed class CountingCache() : MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())), IDistributedCache
    {
        private int writes;
        private int removals;

        public int Writes => writes;

        public int Entries => writes - removals;

        Task IDistributedCache.SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token)
        {
            Interlocked.Increment(ref writes);
            return SetAsync(key, value, options, token);
        }

        Task IDistributedCache.RemoveAsync(string key, CancellationToken token)
        {
            if (Get(key) is not null)
                Interlocked.Increment(ref removals);
            return RemoveAsync(key, token);
        }
    }
}
