namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>Which of Entra ID's two sets of endpoints is spoken to.</summary>
internal enum Dialect
{
    /// <summary><c>/oauth2/authorize</c>: asks for a resource.</summary>
    V1,

    /// <summary><c>/oauth2/v2.0/authorize</c>: asks for scopes.</summary>
    V2,
}
