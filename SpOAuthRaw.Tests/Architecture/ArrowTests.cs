namespace SpOAuthRaw.Tests;

/// <summary>Pages → SignIn → Protocol → HttpClient. Nothing points back.</summary>
public class ArrowTests
{
    private static readonly System.Reflection.Assembly App = typeof(Program).Assembly;

    [Fact]
    public void Protocol_could_be_lifted_out_into_a_console_program()
    {
        string[] allowed = ["SpOAuthRaw.Protocol", "System", "Microsoft.IdentityModel", "Microsoft.CodeAnalysis", "Microsoft.CSharp"];

        var arrows = ArrowsFrom("SpOAuthRaw.Protocol", used => !allowed.Any(name => IsIn(used, name)));

        Assert.Empty(arrows);
    }

    [Fact]
    public void Protocol_stores_caches_and_hosts_nothing_of_the_framework_s()
    {
        var arrows = ArrowsFrom(
            "SpOAuthRaw.Protocol",
            used => used.Assembly.GetName().Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );

        Assert.Empty(arrows);
    }

    [Theory]
    [InlineData("SpOAuthRaw.SignIn", "SpOAuthRaw.Pages")]
    [InlineData("SpOAuthRaw.SignIn", "SpOAuthRaw.Hosting")]
    [InlineData("SpOAuthRaw.SignIn", "SpOAuthRaw.Walkthrough")]
    [InlineData("SpOAuthRaw.SignIn", "SpOAuthRaw.Recording")]
    [InlineData("SpOAuthRaw.SignIn", "SpOAuthRaw.Words")]
    [InlineData("SpOAuthRaw.SignIn", "SpOAuthRaw.Sandbox")]
    [InlineData("SpOAuthRaw.Configuration", "SpOAuthRaw.SignIn")]
    [InlineData("SpOAuthRaw.Configuration", "SpOAuthRaw.Pages")]
    [InlineData("SpOAuthRaw.Recording", "SpOAuthRaw.SignIn")]
    [InlineData("SpOAuthRaw.Recording", "SpOAuthRaw.Pages")]
    [InlineData("SpOAuthRaw.Pages", "SpOAuthRaw.Hosting")]
    public void Nothing_points_back(string from, string to)
    {
        var arrows = ArrowsFrom(from, used => IsIn(used, to));

        Assert.Empty(arrows);
    }

    [Fact]
    public void Program_alone_knows_of_the_sandbox()
    {
        var who =
            from type in App.GetTypes()
            where UsedTypes.Of(type).Any(used => IsIn(used, "SpOAuthRaw.Sandbox"))
            select Outermost(type).FullName;

        Assert.Equal(["Program"], who.Distinct());
    }

    [Fact]
    public void The_arrows_that_should_be_there_are_found()
    {
        // Without this, a reader of code that finds nothing would pass every test above.
        Assert.NotEmpty(ArrowsFrom("SpOAuthRaw.SignIn", used => IsIn(used, "SpOAuthRaw.Protocol")));
        Assert.NotEmpty(ArrowsFrom("SpOAuthRaw.Pages", used => IsIn(used, "SpOAuthRaw.SignIn")));
        Assert.NotEmpty(ArrowsFrom("SpOAuthRaw.Protocol", used => used == typeof(HttpClient)));
        Assert.NotEmpty(ArrowsFrom("SpOAuthRaw.SignIn", used => IsIn(used, "Microsoft.AspNetCore")));
    }

    private static IEnumerable<string> ArrowsFrom(string layer, Func<Type, bool> isTarget) =>
        from type in App.GetTypes()
        where IsIn(type, layer)
        from used in UsedTypes.Of(type)
        where isTarget(used) && !used.IsGenericParameter && !IsMadeByTheCompiler(used)
        select $"{type.FullName} → {used.FullName}";

    private static bool IsIn(Type type, string name) =>
        type.Namespace == name || type.Namespace?.StartsWith(name + ".", StringComparison.Ordinal) == true;

    /// <summary>Types without a namespace, such as those for constant arrays.</summary>
    private static bool IsMadeByTheCompiler(Type type) => Outermost(type).Name.StartsWith('<');

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
