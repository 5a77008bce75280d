namespace StoreScp.Emulator;

/// <summary>The emulator's folder and the names in it.</summary>
internal sealed class EmulatorFolder(string path)
{
    private readonly string _root = Path.GetFullPath(path);

    public string Database => Path.Combine(_root, "emulator.db");

    public string Instances => Path.Combine(_root, "instances");

    /// <summary>Metadata documents, made once for each version of an image set.</summary>
    public string Metadata => Path.Combine(_root, "metadata");

    /// <summary>Unfinished files; of no use after a restart.</summary>
    private string Incoming => Path.Combine(_root, "incoming");

    /// <summary>A path for an unfinished file, of one caller.</summary>
    public string NewIncoming() => Path.Combine(Incoming, Guid.NewGuid().ToString("N"));

    public string Events => Path.Combine(_root, "events.ndjson");

    /// <summary>Who holds it open is the host.</summary>
    public string Lock => Path.Combine(_root, "emulator.lock");

    /// <summary>Holds the URL of the host.</summary>
    public string Url => Path.Combine(_root, "emulator.url");

    public void Create()
    {
        if (Directory.Exists(Incoming)) Directory.Delete(Incoming, recursive: true);
        foreach (string folder in new[] { _root, Instances, Metadata, Incoming }) Directory.CreateDirectory(folder);
    }
}
