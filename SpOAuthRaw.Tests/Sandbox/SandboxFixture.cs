using Microsoft.Extensions.Time.Testing;
using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

/// <summary>A make-believe tenant on free ports with a clock of its own, for the tests of one class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SandboxTenant Tenant { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Tenant = await SandboxTenant.StartAsync(
            new SandboxOptions
            {
                LoginUrl = new Uri("http://localhost:0"),
                SharePointUrl = new Uri("http://localhost:0"),
                TimeProvider = Clock,
                SlowAnswer = TimeSpan.Zero,
            }
        );

    public async Task DisposeAsync() => await Tenant.DisposeAsync();
}
