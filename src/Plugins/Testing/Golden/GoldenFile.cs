using System.Runtime.CompilerServices;
using System.Text;

namespace StoreScp.Plugins.Testing;

/// <summary>Compares what a handler made of an instance with a text file that a person has read and found right.</summary>
public static class GoldenFile
{
    /// <summary>Environment variable: "1" writes the files anew instead of comparing.</summary>
    public const string UpdateVariable = "STORESCP_UPDATE_GOLDEN";

    /// <summary>Lines of a difference that are shown.</summary>
    private const int MostLines = 100;

    /// <summary>
    /// The lines that differ, "-" as in the file and "+" as they are now; empty when there are none. Values are shown: use test data only.
    /// </summary>
    /// <param name="path">Relative to the folder of the calling source file; in a build whose source paths are mapped, to that of the test assembly.</param>
    /// <param name="callerPath">Filled in by the compiler.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static string Compare(PluginTestResult result, string path, [CallerFilePath] string callerPath = "")
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = Path.GetDirectoryName(callerPath);
        var full = Path.GetFullPath(path, Directory.Exists(folder) ? Path.GetFullPath(folder) : AppContext.BaseDirectory);
        var now = InstanceText.Write(result);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, now);
            return "";
        }
        if (!File.Exists(full))
            return $"'{full}' does not exist; run the test once with {UpdateVariable}=1, and read what it wrote.";
        return Differences(File.ReadAllLines(full), now.Split('\n')[..^1]);
    }

    private static string Differences(string[] expected, string[] now)
    {
        var text = new StringBuilder();
        var (i, j, lines) = (0, 0, 0);
        while ((i < expected.Length || j < now.Length) && lines < MostLines)
        {
            if (i < expected.Length && j < now.Length && expected[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            lines++;
            // The nearest line that both have again decides what was taken out and what was put in.
            var kept = j < now.Length ? Array.IndexOf(expected, now[j], i) : -1;
            var isOld = i < expected.Length && (j == now.Length || kept >= 0 || Array.IndexOf(now, expected[i], j) < 0);
            text.Append(isOld ? $"- {expected[i++]}\n" : $"+ {now[j++]}\n");
        }
        return text.ToString();
    }
}
