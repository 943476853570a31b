using System.Collections.Concurrent;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>
/// The access tokens (by their <c>uti</c>) that were got by answering SharePoint's claims challenge. The real SharePoint learns of a
/// revocation from Entra ID; this is the sandbox's short way to the same end.
/// </summary>
internal sealed class AnsweredChallenges
{
    private readonly ConcurrentDictionary<string, byte> _tokens = new();

    public void Add(string uti) => _tokens[uti] = 0;

    public bool Contains(string? uti) => uti is not null && _tokens.ContainsKey(uti);
}
