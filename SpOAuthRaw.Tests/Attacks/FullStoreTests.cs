using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

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

    [Fact]
    public async Task Who_walks_and_finds_no_room_can_send_the_sixth_message_again_when_there_is_some()
    {
        using var memory = new SessionsInMemory(TimeProvider.System);
        var crowded = new Crowded(memory);
        await using var scene = await Scene.StartAsync(services: services =>
            services.Replace(ServiceDescriptor.Singleton<ISessionStore>(crowded))
        );
        using var visitor = new Visitor();
        (await visitor.PostAsync(await scene.WalkToAsync(visitor, 6), "send")).ShouldBeAProblem(HttpStatusCode.ServiceUnavailable);
        crowded.HasRoom = true;

        var six = await visitor.StepAsync(scene.App, 6);
        await visitor.SendAsync(six);

        Assert.Equal("sent", six.Exchange("profile")["data-state"]);
        await visitor.ShouldBeSignedInAsync(scene.App);
    }

    private sealed class Crowded(ISessionStore inner) : ISessionStore
    {
        public bool HasRoom { get; set; }

        public Task AddAsync(string key, Session session, CancellationToken cancellationToken) =>
            HasRoom ? inner.AddAsync(key, session, cancellationToken) : throw new NoRoomException();

        public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken) =>
            inner.ChangeAsync(key, change, cancellationToken);

        public Task RemoveAsync(string key, CancellationToken cancellationToken) => inner.RemoveAsync(key, cancellationToken);
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
