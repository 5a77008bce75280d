namespace StoreScp.Storage.Tests;

/// <summary>What a process that ended in the middle of its work leaves in a storage folder.</summary>
public sealed class EndedProcess(TestFolder folder)
{
    private readonly string _name = $"4711-{Guid.NewGuid():N}";
    private int _files;

    public string LockPath => folder[$"tmp/{_name}.lock"];

    public void LeaveLock() => File.WriteAllBytes(LockPath, []);

    /// <summary>Leaves an unfinished file in the folder of a study; returns its path.</summary>
    public string LeaveFile(string study = Samples.Study)
    {
        var path = folder[$"objects/{study}/.{_name}-{++_files:x8}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Samples.Bytes(10));
        return path;
    }
}
