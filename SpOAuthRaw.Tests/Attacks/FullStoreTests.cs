using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>No room for another session: nobody is signed in, and the page says why.</summary>
public sealed class FullStoreTests
{
    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Who_finds_no_room_is_told_so_and_has_no_session(Dialect dialect)
    {
        await using var scene = await Scene.StartAsync(services: services =>
            services.Replace(ServiceDescriptor.Singleton<ISessionStore, Full>())
        );
        using var visitor = new Visitor();

        var refused = await scene.TrySignInAsync(visitor, dialect);

        refused.ShouldBeAProblem(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("5", refused.Header("Retry-After"));
        Assert.Contains("it is full", refused.Html.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.SetCookies, cookie => cookie.Name == Scene.SessionCookie);
    }

    private sealed class Full : ISessionStore
    {
        public Task AddAsync(string key, Session session, CancellationToken cancellationToken) => throw new NoRoomException();

        public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Session?>(null);

        public Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken) =>
            Task.FromResult<Session?>(null);

        public Task RemoveAsync(string key, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
