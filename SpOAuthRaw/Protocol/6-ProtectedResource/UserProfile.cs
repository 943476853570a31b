using System.Text.Json;

namespace SpOAuthRaw.Protocol;

/// <summary>The signed-in person, as SharePoint's user profile service knows them (<c>SP.UserProfiles.PersonProperties</c>).</summary>
public sealed record UserProfile
{
    /// <summary>The person's name. (<c>Title</c> is not: see there.)</summary>
    public required string DisplayName { get; init; }

    /// <summary>The job title. In <c>_api/web/CurrentUser</c> the same word means the person's name: a trap when porting the 2016 sample.</summary>
    public string? Title { get; init; }

    /// <summary>The mail address; text, not proof of who somebody is.</summary>
    public string? Email { get; init; }

    /// <summary>Where SharePoint keeps the picture.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>The claims-encoded login name, such as <c>i:0#.f|membership|adele@contoso.example</c>.</summary>
    public string? AccountName { get; init; }

    /// <summary>Judges SharePoint's answer, in whichever of its three JSON envelopes it came.</summary>
    /// <returns>The profile, or SharePoint's error. A null entity is "no profile", not success.</returns>
    public static Checked<UserProfile> Accept(HttpAnswer answer, DateTimeOffset now)
    {
        if ((int)answer.Status != 200)
            return ProtectedResourceError.From(answer, now);
        if (answer.Json() is not { } document)
            return new Unreachable(Party.SharePoint, answer.Address, UnreachableReason.NotUnderstood, "HTTP 200");

        var entity = document.TryGetProperty("d", out var verbose) && verbose.ValueKind == JsonValueKind.Object ? verbose : document;
        if (Text(entity, "DisplayName") is not { Length: > 0 } displayName)
            return ProtectedResourceError.From(answer, now);

        return new UserProfile
        {
            DisplayName = displayName,
            Title = Text(entity, "Title"),
            Email = Text(entity, "Email"),
            PictureUrl = Text(entity, "PictureUrl"),
            AccountName = Text(entity, "AccountName"),
        };
    }

    private static string? Text(JsonElement entity, string name) =>
        entity.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.String
        && member.GetString() is { Length: > 0 } text
            ? text
            : null;
}
