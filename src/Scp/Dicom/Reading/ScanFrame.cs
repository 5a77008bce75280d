namespace StoreScp.Dicom;

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
