using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SpOAuthRaw.Benchmarks.Stub;

/// <summary>The stub as a process of its own, so that its work is not counted as anybody else's.</summary>
public static class StubProgram
{
    /// <summary>What begins the line that says where the stub listens.</summary>
    public const string Mark = "#stub ";

    /// <summary>Listens on a free port of 127.0.0.1 until standard input ends, which it does when the caller does.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = await StartAsync();
        Console.WriteLine(Mark + AddressOf(app));
        while (await Console.In.ReadLineAsync() is not null) { }

        await app.StopAsync();
        return 0;
    }

    /// <summary>Starts the stub in this process.</summary>
    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        StubTenant? tenant = null;
        app.Run(context => tenant!.AnswerAsync(context));
        await app.StartAsync();
        tenant = new StubTenant(AddressOf(app));
        return app;
    }

    /// <summary>Where a started stub listens, without a slash at its end.</summary>
    public static string AddressOf(WebApplication app) =>
        ((IApplicationBuilder)app).ServerFeatures.Get<IServerAddressesFeature>()!.Addresses.First();
}
