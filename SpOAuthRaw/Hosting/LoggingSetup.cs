namespace SpOAuthRaw.Hosting;

/// <summary>What must never be written down.</summary>
public static class LoggingSetup
{
    /// <summary>Categories of the framework that would write codes or stack traces, whatever level anybody configures for them.</summary>
    private static readonly string[] Silenced =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", // writes each request's URL, and on /auth the URL holds the code
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests", // writes a request line that it can't read, and a code may stand in it
        "Microsoft.Extensions.Hosting.Internal.Host", // writes a stack trace where RunInWordsAsync says one sentence
    ];

    /// <summary>Silences those categories for every logger, after and above any configuration.</summary>
    public static void AddSafeLogging(this WebApplicationBuilder builder) =>
        builder.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            // A rule for one provider beats a rule for all, so each provider that has rules of its own gets ours too.
            string?[] providers = [.. options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct()];
            foreach (var provider in providers)
            foreach (var category in Silenced)
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.None, filter: null));
        });
}
