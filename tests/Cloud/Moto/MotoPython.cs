using System.Diagnostics;

namespace StoreScp.Cloud.Moto;

/// <summary>The Python that has moto.</summary>
public static class MotoPython
{
    public const string HowToInstall = "pip install -r tests/requirements.txt";

    /// <summary>The first python3 of the PATH that has it; null when none has.</summary>
    public static async Task<string?> FindAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var python in folders.Select(folder => Path.Combine(folder, "python3")).Where(File.Exists))
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import moto.stepfunctions"]) { RedirectStandardError = true })!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return python;
        }
        return null;
    }
}
