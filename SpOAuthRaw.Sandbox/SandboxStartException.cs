namespace SpOAuthRaw.Sandbox;

/// <summary>The sandbox can't stand where it was told to. The message is one sentence: what is wrong, and which key mends it.</summary>
public sealed class SandboxStartException(string message, Exception? inner = null) : Exception(message, inner);
