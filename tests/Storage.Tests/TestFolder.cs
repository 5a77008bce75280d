namespace StoreScp.Storage.Tests;

/// <summary>A folder of one test, removed after it.</summary>
public sealed class TestFolder : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"storescp-{Guid.NewGuid():N}");

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Only owner and group have any right; Windows has no such modes, and inherits.</summary>
    public bool IsClosedToOthers(string relative) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(this[relative]) & Others) == UnixFileMode.None;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
