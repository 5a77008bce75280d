namespace StoreScp.Dicom;

/// <summary>The storage SOP classes (PS3.4 Annex B, PS3.6 Annex A), retired ones included.</summary>
public static class SopClasses
{
    /// <summary>UIDs of all storage SOP classes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. DicomUIDs.All.Where(row => row.IsStorageSopClass).Select(row => row.Uid)];

    /// <summary>A storage SOP class of the standard; not so of a private one.</summary>
    public static bool IsStorage(ReadOnlySpan<char> uid) => DicomUIDs.Find(uid) is { IsStorageSopClass: true };

    /// <summary>As <see cref="IsStorage(ReadOnlySpan{char})"/>, for the bytes of a UI value.</summary>
    public static bool IsStorage(ReadOnlySpan<byte> uid) => DicomUIDs.Find(uid) is { IsStorageSopClass: true };

    /// <summary>The name of a SOP class, or the UID itself when it is not registered.</summary>
    public static string NameOf(string uid) => DicomUIDs.NameOf(uid);
}
