namespace StoreScp.Server.Cli;

/// <summary>Ends a command with one clear sentence on standard error and an exit code.</summary>
internal sealed class CommandException(int exitCode, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public int ExitCode => exitCode;
}
