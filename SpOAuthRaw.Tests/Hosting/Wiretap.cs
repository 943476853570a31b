using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Listens in on the app's token requests, to learn the values that nobody else may.</summary>
public sealed class Wiretap
{
    private readonly ConcurrentQueue<KeyValuePair<string, string>> heard = new();

    /// <summary>Every field of every request, and every text member of every answer.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Heard => heard;

    /// <summary>Listens to an app.</summary>
    public void ListenTo(IServiceCollection services) =>
        services.AddHttpClient(nameof(TokenEndpointClient)).AddHttpMessageHandler(() => new Tap(heard));

    private sealed class Tap(ConcurrentQueue<KeyValuePair<string, string>> heard) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var field in QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken)))
                heard.Enqueue(KeyValuePair.Create(field.Key, field.Value.ToString()));

            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            foreach (var member in answer.RootElement.EnumerateObject().Where(each => each.Value.ValueKind == JsonValueKind.String))
                heard.Enqueue(KeyValuePair.Create(member.Name, member.Value.GetString()!));
            return response;
        }
    }
}
