namespace SpOAuthRaw.Sandbox;

/// <summary>
/// The one application that is registered in the make-believe tenant. Fixed, so that any client can be pointed at it,
/// and worthless: these values open nothing but the sandbox on this machine.
/// </summary>
public static class SandboxRegistration
{
    /// <summary>The application (client) id.</summary>
    public const string ClientId = "5a0db0c5-1e55-4a0f-9b0c-0a1175556557";

    /// <summary>The client secret's value, in the shape that Entra ID gives its secrets (a secret's <i>id</i> would be a GUID).</summary>
    public const string ClientSecret = "sbx8Q~make.believe_Secret-of.the~Sandbox";

    /// <summary>The directory (tenant) id.</summary>
    public const string TenantId = "c0470505-a11e-4b0b-8bad-5eed0f5a9db0";

    /// <summary>The tenant's verified domain. The addresses accept it in place of the id.</summary>
    public const string Domain = "contoso.example";

    /// <summary>The name that consent pages and access tokens give the application.</summary>
    public const string ApplicationName = "Raw OAuth → SharePoint";
}
