using System.Text.Json;
using System.Xml.Linq;

namespace SpOAuthRaw.Tests;

public class DependencyTests
{
    private static readonly DirectoryInfo Repository = Find(new DirectoryInfo(AppContext.BaseDirectory));

    [Fact]
    public void The_app_uses_no_OAuth_client_library()
    {
        string[] banned =
        [
            "OpenIdConnect",
            "Microsoft.Identity.", // Client (MSAL), Web, Abstractions …
            "IdentityModel.OidcClient",
            "Duende.",
            "OpenIddict.Client",
            "Azure.Identity",
            "Authentication.OAuth",
            "Authentication.JwtBearer",
        ];

        var packages = PackagesOf("SpOAuthRaw", without: "SpOAuthRaw.Sandbox");

        Assert.Contains("System.IdentityModel.Tokens.Jwt", packages);
        Assert.DoesNotContain(packages, name => banned.Any(each => name.Contains(each, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_app_s_code_refers_to_none_of_the_framework_s_either()
    {
        var references = typeof(Program).Assembly.GetReferencedAssemblies().Select(each => each.Name!);

        Assert.DoesNotContain(
            references,
            name =>
                name.Contains("OpenIdConnect", StringComparison.Ordinal) || name.Contains("Authentication.OAuth", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_sandbox_does_not_refer_to_the_app()
    {
        var references = typeof(SpOAuthRaw.Sandbox.SandboxOptions).Assembly.GetReferencedAssemblies().Select(each => each.Name);

        Assert.DoesNotContain("SpOAuthRaw", references);
    }

    [Theory]
    [InlineData("SpOAuthRaw")]
    [InlineData("SpOAuthRaw.Sandbox")]
    public void App_and_sandbox_compile_no_file_of_the_other_s(string project)
    {
        var document = XDocument.Load(Path.Combine(Repository.FullName, project, $"{project}.csproj"));

        var linked = document.Descendants("Compile").Attributes("Include").Select(include => include.Value);

        Assert.Empty(linked);
    }

    [Fact]
    public void App_and_sandbox_share_no_type()
    {
        var app = typeof(Program)
            .Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("SpOAuthRaw", StringComparison.Ordinal) == true);
        var sandbox = typeof(SpOAuthRaw.Sandbox.SandboxOptions).Assembly.GetTypes().Select(type => type.FullName);

        Assert.Empty(app.Select(type => type.FullName).Intersect(sandbox));
    }

    /// <summary>Every package that a project brings along, by the lock file; those that come through another project left out.</summary>
    private static HashSet<string> PackagesOf(string project, string without)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.FullName, project, "packages.lock.json")));
        var locked = file.RootElement.GetProperty("dependencies").EnumerateObject().First().Value;
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>(locked.EnumerateObject().Where(each => Type(each) == "Direct").Select(each => each.Name));
        while (open.TryPop(out var name))
            if (!name.Equals(without, StringComparison.OrdinalIgnoreCase) && found.Add(name))
                foreach (var dependency in DependenciesOf(locked, name))
                    open.Push(dependency);
        return found;
    }

    private static string? Type(JsonProperty package) => package.Value.GetProperty("type").GetString();

    private static IEnumerable<string> DependenciesOf(JsonElement locked, string name) =>
        locked.TryGetProperty(name, out var package) && package.TryGetProperty("dependencies", out var dependencies)
            ? dependencies.EnumerateObject().Select(each => each.Name)
            : [];

    private static DirectoryInfo Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "SpOAuthRaw.sln")) ? folder : Find(folder.Parent!);
}
