namespace StoreScp.Emulator;

/// <summary>Everything the emulator remembers.</summary>
internal sealed class EmulatorState : IDisposable
{
    private EmulatorState(EmulatorDatabase database, EmulatorFolder folder, EventLog events, TimeProvider time)
    {
        Database = database;
        Folder = folder;
        Events = events;
        Datastores = new(database);
        Tags = new(database);
        Jobs = new(database);
        JobFiles = new(database);
        ImageSets = new(database);
        Instances = new(database);
        Blobs = new(folder.Instances);
        Publisher = new(ImageSets, Instances, time);
    }

    public EmulatorDatabase Database { get; }
    public EmulatorFolder Folder { get; }
    public EventLog Events { get; }
    public DatastoreTable Datastores { get; }
    public TagTable Tags { get; }
    public JobTable Jobs { get; }
    public JobFileTable JobFiles { get; }
    public ImageSetTable ImageSets { get; }
    public InstanceTable Instances { get; }
    public BlobStore Blobs { get; }
    public ImageSetPublisher Publisher { get; }

    /// <summary>Opens the folder, and creates the data stores of the options that are not there.</summary>
    public static EmulatorState Open(EmulatorOptions options, TimeProvider time)
    {
        var folder = new EmulatorFolder(options.Folder);
        folder.Create();
        var state = new EmulatorState(EmulatorDatabase.Open(folder.Database), folder, new EventLog(options, folder, time), time);
        foreach (string id in options.FurtherDatastoreIds.Prepend(options.DatastoreId))
        {
            if (state.Datastores.Find(id) is not null) continue;
            DateTimeOffset now = time.GetUtcNow();
            state.Datastores.Add(new(id, options.DatastoreName, Datastore.Active, null, null, null, null, null, now, now));
        }
        return state;
    }

    public void Dispose() => Database.Dispose();
}
