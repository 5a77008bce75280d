namespace Pulumi;

/// <summary>A program that cannot go on, for a reason that its user can act on: shown without a stack trace.</summary>
public class RunException : Exception
{
    public RunException(string message)
        : base(message)
    {
    }

    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
