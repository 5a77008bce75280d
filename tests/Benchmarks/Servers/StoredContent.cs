namespace StoreScp.Benchmarks.Servers;

/// <summary>What can be asked of the files a server leaves behind.</summary>
public enum StoredContent
{
    /// <summary>Nothing is stored.</summary>
    Nothing,

    /// <summary>Everything goes to <see cref="Discarding.NullAws"/>, whose log is what can be asked.</summary>
    Discarded,

    /// <summary>One file per instance; its data set may have been encoded anew.</summary>
    OneFileEach,

    /// <summary>One file per instance, whose data set is byte for byte what was sent.</summary>
    IdenticalDataSets,
}
