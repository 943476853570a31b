using Microsoft.Extensions.DependencyInjection;
namespace SpOAuthRaw.Sandbox;
public sealed class SandboxStartException(string message, Exception inner) : Exception(message, inner);
public static class SandboxRegistration { public const string ClientId = "x"; public const string ClientSecret = "y"; }
public static class SandboxServices { public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options) => services; }
