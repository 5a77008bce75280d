using StoreScp.Server.Logging;

namespace StoreScp.Server.Cli;

/// <summary>Names of written files: those of the files they come from, each once.</summary>
/// <param name="folder">Null: nothing is written.</param>
internal sealed class OutputNames(string? folder)
{
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="CommandException">The folder cannot be made, or the file would replace the one it comes from.</exception>
    public string? For(string source)
    {
        if (folder is null)
            return null;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{LogText.Escape(folder)} cannot be used: {e.Message}", e);
        }
        var name = Path.GetFileName(source);
        for (var number = 2; !_given.Add(name); number++)
            name = $"{Path.GetFileNameWithoutExtension(source)}-{number}{Path.GetExtension(source)}";
        var path = Path.Combine(folder, name);
        return Path.GetFullPath(path) == Path.GetFullPath(source)
            ? throw new CommandException(ExitCode.Usage, $"--out is the folder of {LogText.Escape(source)}, which would be replaced; name another.")
            : path;
    }
}
