namespace SpOAuthRaw.Tests.Faults;

/// <summary>A test that needs a real Redis. Without one it is skipped and says so; where everything must be tested (<c>CI=true</c>) it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.ReasonToSkip;
}

/// <summary>The same for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisTheoryAttribute : TheoryAttribute
{
    public RedisTheoryAttribute() => Skip = RedisServer.ReasonToSkip;
}
