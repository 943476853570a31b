using System.Globalization;
using System.Text;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A run as a script that sends every request again with <c>curl</c>.</summary>
public static class ShellExport
{
    /// <summary>The file's text. Of what others sent, only what <see cref="Curl"/> quotes is in it.</summary>
    public static string Write(IReadOnlyList<ExportedMessage> messages, Mask mask)
    {
        var script = new StringBuilder();
        script.Append(
            CultureInfo.InvariantCulture,
            $"#!/bin/sh\n# {ExportWords.Of("Requests")}\n# {ExportWords.Of(mask.Hides ? "FillQuoted" : "Unmasked")}\n"
        );
        foreach (var name in messages.SelectMany(message => Curl.Variables(message, mask)).Distinct())
            script.Append(CultureInfo.InvariantCulture, $"{name}=${{{name}-}}\n");
        foreach (var message in messages)
            script.Append(CultureInfo.InvariantCulture, $"\nprintf '\\n\\n%s\\n' '## {Title(message)}'\n{Curl.Of(message, mask)}\n");
        return script.ToString();
    }

    /// <summary>What a message is, in this app's own words and in numbers: nothing here was written by others.</summary>
    public static string Title(ExportedMessage message)
    {
        var answer =
            message is { Channel: "front", Status: null } ? ""
            : message.Status is { } status ? ExportWords.Of("Answered", status, $"{message.Took?.TotalMilliseconds:0}")
            : ExportWords.Of("Unanswered");
        var attempt = message.Attempt > 1 ? ExportWords.Of("Attempt", message.Attempt) : "";
        return ExportWords.Of("Message", message.Step, message.Name, ExportWords.Of(message.Channel)) + attempt + answer;
    }
}
