using System.Text.RegularExpressions;

namespace StoreScp.Emulator;

/// <summary>Where the emulator keeps its state, what it serves, and how like the real service it behaves.</summary>
public sealed partial record EmulatorOptions
{
    /// <summary>Of the data store that the first start creates, so that settings can name it beforehand.</summary>
    public const string DefaultDatastoreId = "00000000000000000000000000000001";

    /// <summary>Folder of database, instances, events and, of <see cref="EmulatorHost"/>, the lock.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it listens, on loopback; port 0 lets the operating system choose.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:0");

    /// <summary>Name of an S3 bucket → the folder whose files are its objects.</summary>
    public required IReadOnlyDictionary<string, string> Buckets { get; init; }

    /// <summary>Name of an S3 bucket → what is no folder: a real bucket, or another program that stands for S3.</summary>
    public IReadOnlyDictionary<string, IBucket> OtherBuckets { get; init; } = new Dictionary<string, IBucket>();

    /// <summary>32 lower-case letters and digits.</summary>
    public string DatastoreId { get; init; } = DefaultDatastoreId;

    /// <summary>Further data stores that the first start with them creates, each as <see cref="DatastoreId"/>.</summary>
    public IReadOnlyList<string> FurtherDatastoreIds { get; init; } = [];

    public string DatastoreName { get; init; } = "local";

    /// <summary>In ARNs and events.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>In ARNs and events: 12 digits.</summary>
    public string AccountId { get; init; } = "123456789012";

    public EmulatorQuotas Quotas { get; init; } = new();

    public EmulatorThrottles Throttles { get; init; } = EmulatorThrottles.Documented;

    public EmulatorDelays Delays { get; init; } = new();

    /// <summary>May be changed while the emulator runs.</summary>
    public EmulatorFaults Faults { get; init; } = new();

    /// <summary>Bytes of events.ndjson beyond which it is renamed to events.1.ndjson, replacing the one before.</summary>
    public long MaximumEventFileBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of one request other than StoreDICOM.</summary>
    public int MaximumRequestBytes { get; init; } = 1 << 20;

    /// <exception cref="ArgumentException">A value cannot be used; the text says which, and why.</exception>
    public void Validate()
    {
        if (Folder.Length == 0) throw new ArgumentException("The emulator's Folder is empty.");
        if (!Url.IsAbsoluteUri || Url.Scheme != Uri.UriSchemeHttp || !Url.IsLoopback) throw new ArgumentException($"The emulator's Url {Url} is no http:// address of this machine.");
        foreach (string id in FurtherDatastoreIds.Prepend(DatastoreId))
            if (!IdPattern().IsMatch(id)) throw new ArgumentException($"The emulator's DatastoreId '{id}' is not 32 lower-case letters and digits.");
        if (!NamePattern().IsMatch(DatastoreName)) throw new ArgumentException("The emulator's DatastoreName is not 1-256 letters, digits and . _ / # -.");
        if (!AccountPattern().IsMatch(AccountId)) throw new ArgumentException("The emulator's AccountId is not 12 digits.");
        foreach (string bucket in Buckets.Keys.Concat(OtherBuckets.Keys))
            if (!BucketPattern().IsMatch(bucket)) throw new ArgumentException($"'{bucket}' is no name of an S3 bucket.");
    }

    [GeneratedRegex("^[0-9a-z]{32}\\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[A-Za-z0-9._/#-]{1,256}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^[a-z0-9][.\-a-z0-9]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketPattern();
}
