namespace StoreScp.Dicom;

/// <summary>The registered UIDs (PS3.6 Annex A) by keyword.</summary>
public static partial class DicomUIDs
{
    /// <summary>Longest UID, in bytes (PS3.5 §9.1).</summary>
    public const int MaximumLength = 64;

    static readonly UidIndex<UidEntry> Index = new(UidTable.Rows, row => row.Uid);

    /// <summary>Every registered UID, in order.</summary>
    public static IReadOnlyList<UidEntry> All => UidTable.Rows;

    /// <summary>The registered UID, or null. Trailing NUL and space padding does not matter.</summary>
    public static UidEntry? Find(ReadOnlySpan<char> uid) => Index.Find(uid);

    /// <summary>As <see cref="Find(ReadOnlySpan{char})"/>, for the bytes of a UI value.</summary>
    public static UidEntry? Find(ReadOnlySpan<byte> uid) => Index.Find(uid);

    /// <summary>The name of a registered UID, or the UID itself.</summary>
    public static string NameOf(string uid) => Find(uid) is { Name: not "" } entry ? entry.Name : uid;

    /// <summary>Whether a text is a UID: numbers without leading zeros, single dots between them, at most <see cref="MaximumLength"/> characters (PS3.5 §9.1).</summary>
    public static bool IsValid(ReadOnlySpan<char> uid)
    {
        if (uid.Length is 0 or > MaximumLength) return false;
        foreach (Range component in uid.Split('.'))
        {
            ReadOnlySpan<char> digits = uid[component];
            if (digits.IsEmpty || (digits.Length > 1 && digits[0] == '0') || digits.ContainsAnyExceptInRange('0', '9')) return false;
        }
        return true;
    }
}
