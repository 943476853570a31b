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
            "#!/bin/sh\n# A recorded sign-in: every request, in order. Codes are good for one use, so what spends one is refused the second time.\n"
        );
        script.Append(mask.Hides ? Blanks : "# Secret values are in this file.\n");
        foreach (var name in messages.SelectMany(message => Curl.Variables(message, mask)).Distinct())
            script.Append(CultureInfo.InvariantCulture, $"{name}=${{{name}-}}\n");
        foreach (var message in messages)
            script.Append(CultureInfo.InvariantCulture, $"\nprintf '\\n\\n%s\\n' '## {Title(message)}'\n{Curl.Of(message, mask)}\n");
        return script.ToString();
    }

    private const string Blanks =
        "# Secret values are left out. Set these in the environment, or write them in here, between single quotes and as they are.\n";

    /// <summary>What a message is, in this app's own words and in numbers: nothing here was written by others.</summary>
    public static string Title(ExportedMessage message)
    {
        var answer =
            message is { Channel: "front", Status: null } ? ""
            : message.Status is { } status
                ? string.Create(CultureInfo.InvariantCulture, $": answered {status} in {message.Took?.TotalMilliseconds:0} ms")
            : ": no answer";
        var attempt = message.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {message.Attempt}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{message.Step} {message.Name}, {message.Channel} channel{attempt}{answer}");
    }
}
