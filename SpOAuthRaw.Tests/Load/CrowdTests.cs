using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.Benchmarks.Stub;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;
using LoadVisitor = SpOAuthRaw.Benchmarks.Load.Visitor;

namespace SpOAuthRaw.Tests.Load;

/// <summary>Many people at once: what the benchmarks measure at length, in a few seconds.</summary>
public sealed class CrowdTests : IAsyncLifetime, IDisposable
{
    private const int AtATime = 64;

    private readonly CountingSessions sessions = new();
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

        Assert.Equal(0, sessions.Kept);
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

        Assert.Equal(0, sessions.Writes);
    }

    public async Task InitializeAsync()
    {
        stub = await StubProgram.StartAsync();
        var address = new Uri(StubProgram.AddressOf(stub));
        app = await RunningApp.StartAsync(
            address,
            address,
            [("AzureAd:TenantId", StubTenant.Id)],
            services => services.Replace(ServiceDescriptor.Singleton<ISessionStore>(sessions))
        );
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await stub.DisposeAsync();
    }

    public void Dispose() => sessions.Dispose();

    private static async Task ForEachAsync(int count, Func<HttpClient, int, Task> act)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (number, _) => await act(http, number)
        );
    }

    /// <summary>The app's own store, which counts what is put into it and what is left.</summary>
    private sealed class CountingSessions : ISessionStore, IDisposable
    {
        private readonly SessionsInMemory inner = new(TimeProvider.System);
        private int writes;
        private int removals;

        public int Writes => writes;

        public int Kept => writes - removals;

        public void Dispose() => inner.Dispose();

        public Task AddAsync(string key, Session session, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref writes);
            return inner.AddAsync(key, session, cancellationToken);
        }

        public Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken) =>
            inner.ChangeAsync(key, change, cancellationToken);

        public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public async Task RemoveAsync(string key, CancellationToken cancellationToken)
        {
            if (await FindAsync(key, cancellationToken) is not null)
                Interlocked.Increment(ref removals);
            await inner.RemoveAsync(key, cancellationToken);
        }
    }
}
