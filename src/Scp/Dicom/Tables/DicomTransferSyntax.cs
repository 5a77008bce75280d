namespace StoreScp.Dicom;

/// <summary>How a data set is encoded (PS3.5 §10 and Annex A).</summary>
public sealed partial class DicomTransferSyntax
{
    readonly Traits _traits;

    DicomTransferSyntax(string uid, string name, string keyword, Traits traits, bool isRetired = false, bool isKnown = true)
    {
        UID = uid;
        Name = name;
        Keyword = keyword;
        _traits = traits;
        IsRetired = isRetired;
        IsKnown = isKnown;
    }

    [Flags]
    enum Traits
    {
        None = 0,
        ExplicitVR = 1,
        BigEndian = 2,
        Deflated = 4,
        Encapsulated = 8,
    }

    public string UID { get; }

    public string Name { get; }

    /// <summary>The keyword of PS3.6, empty when the UID is not registered.</summary>
    public string Keyword { get; }

    public bool IsExplicitVR => (_traits & Traits.ExplicitVR) != 0;

    public bool IsLittleEndian => (_traits & Traits.BigEndian) == 0;

    /// <summary>The whole data set is a deflate stream (PS3.5 §A.5), not only its frames.</summary>
    public bool IsDeflated => (_traits & Traits.Deflated) != 0;

    /// <summary>Pixel Data, if present, is a sequence of fragments (PS3.5 §A.4). Of an unknown syntax: a guess, the data tells.</summary>
    public bool IsEncapsulated => (_traits & Traits.Encapsulated) != 0;

    public bool IsRetired { get; }

    /// <summary>Registered in PS3.6.</summary>
    public bool IsKnown { get; }

    /// <summary>The registered transfer syntax of this UID, or null. Trailing padding does not matter.</summary>
    public static DicomTransferSyntax? Find(ReadOnlySpan<char> uid) => Index.Value.Find(uid);

    /// <summary>As <see cref="Find(ReadOnlySpan{char})"/>, for the bytes of a UI value.</summary>
    public static DicomTransferSyntax? Find(ReadOnlySpan<byte> uid) => Index.Value.Find(uid);

    /// <summary>The transfer syntax of this UID; one that is not registered is taken for explicit VR little endian, as PS3.5 §A.4 asks of private ones.</summary>
    public static DicomTransferSyntax FromUID(string uid) =>
        Find(uid) ?? new(uid, uid, "", Traits.ExplicitVR | Traits.Encapsulated, isKnown: false);

    public override string ToString() => Name;

    // Apart, so that it is built after All.
    static class Index
    {
        internal static readonly UidIndex<DicomTransferSyntax> Value = new(All, syntax => syntax.UID);
    }
}
