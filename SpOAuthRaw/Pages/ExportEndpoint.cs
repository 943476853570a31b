using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Pages;

/// <summary>The recorded run as a file: an archive, requests to send again, something to read.</summary>
public static class ExportEndpoint
{
    /// <summary>The parameter that leaves secret values in.</summary>
    public const string Unmask = "unmask";

    /// <summary>Adds the endpoint.</summary>
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        foreach (var format in ExportFormat.All)
            routes.MapGet(
                AddressOf(format, unmasked: false),
                (HttpContext context, CurrentRun current, ClientRegistration client, IOptions<AzureAdOptions> provider) =>
                    ExportAsync(context, format, current, client, provider)
            );
    }

    /// <summary>A file's address.</summary>
    public static string AddressOf(ExportFormat format, bool unmasked) =>
        $"/walkthrough/run.{format.Extension}{(unmasked ? $"?{Unmask}=true" : "")}";

    /// <summary>Whether the person ticked the box that leaves secret values in. A link on another site can't tick it.</summary>
    public static bool IsUnmasked(HttpRequest request) => request.Query[Unmask] == "true" && !request.ComesFromAnotherSite();

    private static async Task<IResult> ExportAsync(
        HttpContext context,
        ExportFormat format,
        CurrentRun current,
        ClientRegistration client,
        IOptions<AzureAdOptions> provider
    )
    {
        if (await current.FindAsync(context) is not { } run)
            return Results.StatusCode(StatusCodes.Status404NotFound); // the page that says so is written further up

        var replay = Replay.Of(run, provider.Value.AuthorityFor(run.Pending.Dialect), client);
        var messages = RunMessages.Of(run, replay);
        var isUnmasked = IsUnmasked(context.Request);
        var mask = isUnmasked ? Mask.Nothing : Mask.Over(messages, TravellingValue.Of(run, replay, client));
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(
            Encoding.UTF8.GetBytes(format.Write(messages, mask)),
            format.MediaType,
            string.Create(
                CultureInfo.InvariantCulture,
                $"sign-in-{run.Pending.StartedAt.UtcDateTime:yyyyMMdd-HHmmss}{(isUnmasked ? "-with-secrets" : "")}.{format.Extension}"
            )
        );
    }
}
