using System.Text;
using System.Text.Json;

namespace StoreScp.Plugins.Rules;

/// <summary>What a handler is set up with: its settings, or the file that they name with "rulesFile".</summary>
/// <param name="Json">An object.</param>
/// <param name="Source">Where it is written, for error messages.</param>
/// <param name="Folder">Files that the rules name are relative to it.</param>
public sealed record RuleSettings(PlacedJson Json, string Source, string Folder)
{
    private const long LargestFileBytes = 64 << 20;

    /// <exception cref="PluginSetupException">The settings or the file are no JSON, or the file cannot be read.</exception>
    public static RuleSettings Load(PluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Load(context.GetSettings().GetRawText(), context.SettingsFolder, $"The settings of {context.HandlerName}");
    }

    /// <inheritdoc cref="Load(PluginContext)"/>
    public static RuleSettings Load(string json, string folder, string source)
    {
        PlacedJson settings = Parse(Encoding.UTF8.GetBytes(json), source);
        var mistakes = new RuleMistakes(source);
        var fields = new JsonFields(settings, mistakes);
        if (fields.Find("rulesFile") is null || fields.Text("rulesFile") is not { } file)
        {
            mistakes.ThrowIfAny();
            return new(settings, source, folder);
        }
        if (settings.Members.Count > 1) mistakes.Add(settings.Line, "With \"rulesFile\" nothing else may stand here: the file holds it all.");
        mistakes.ThrowIfAny();
        return LoadFile(file, folder, source);
    }

    private static RuleSettings LoadFile(string file, string folder, string source)
    {
        string path = Path.GetFullPath(file, Path.GetFullPath(folder));
        byte[] text;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFileBytes }) throw new IOException("It is larger than 64 MiB.");
            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginSetupException($"{source}: the rules file \"{file}\" cannot be read: {e.Message}", e);
        }
        return new(Parse(text, file), file, Path.GetDirectoryName(path)!);
    }

    private static PlacedJson Parse(byte[] text, string source)
    {
        try
        {
            return PlacedJson.Parse(text);
        }
        catch (JsonException e)
        {
            string message = e.Message.Split(" LineNumber:")[0];
            throw new PluginSetupException(FormattableString.Invariant($"{source}, line {(e.LineNumber ?? 0) + 1}: {message}"), e);
        }
        catch (InvalidOperationException e)
        {
            // A string with invalid UTF-8 or half of a surrogate pair.
            throw new PluginSetupException($"{source}: a text in it is no valid UTF-8.", e);
        }
    }
}
