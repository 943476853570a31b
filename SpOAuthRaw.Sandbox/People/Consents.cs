using System.Collections.Concurrent;

namespace SpOAuthRaw.Sandbox.People;

/// <summary>Who has agreed to what. A person is asked once for each permission, then not again until the sandbox restarts.</summary>
internal sealed class Consents
{
    private readonly ConcurrentDictionary<(string UserName, string Permission), byte> _given = new();

    public bool Covers(Person person, IEnumerable<string> permissions) =>
        permissions.All(permission => _given.ContainsKey((person.UserName, permission)));

    public void Remember(Person person, IEnumerable<string> permissions)
    {
        foreach (var permission in permissions)
            _given[(person.UserName, permission)] = 0;
    }
}
