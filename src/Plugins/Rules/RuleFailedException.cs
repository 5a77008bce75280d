namespace StoreScp.Plugins.Rules;

/// <summary>A rule cannot do on an instance what it says. Names rule, action and tags, never a value.</summary>
public sealed class RuleFailedException : Exception
{
    public RuleFailedException() { }

    public RuleFailedException(string message) : base(message) { }

    public RuleFailedException(string message, Exception? innerException) : base(message, innerException) { }
}
