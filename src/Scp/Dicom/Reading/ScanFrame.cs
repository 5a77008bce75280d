namespace StoreScp.Dicom;

/// <summary>What a nesting level of a data set may hold next.</summary>
internal enum ScanFrameKind : byte
{
    /// <summary>A data set or an item: elements.</summary>
    Elements,

    /// <summary>A sequence: items (PS3.5 §7.5).</summary>
    Sequence,

    /// <summary>An encapsulated value: fragments (PS3.5 §A.4).</summary>
    Fragments,
}

/// <summary>One nesting level that <see cref="DataSetScanner"/> is inside of.</summary>
internal struct ScanFrame
{
    public ScanFrameKind Kind;
    public bool IsExplicit;
    public bool IsBigEndian;

    /// <summary>A delimiter ends it, not its length.</summary>
    public bool IsUndefined;

    /// <summary>Nothing in it has been read yet.</summary>
    public bool IsFresh;

    /// <summary>The element it is in.</summary>
    public DicomTag Tag;

    /// <summary>Where it ends, or at the latest has to end.</summary>
    public long End;
}
