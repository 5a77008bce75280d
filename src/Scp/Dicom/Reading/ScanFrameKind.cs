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
