namespace StoreScp.Dicom;

/// <summary>Finds a row by its UID, given as characters or as the bytes of a UI value; a look-up allocates nothing.</summary>
sealed class UidIndex<T> where T : class
{
    readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byUid;

    public UidIndex(IEnumerable<T> rows, Func<T, string> uidOf) =>
        _byUid = rows.ToDictionary(uidOf, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public T? Find(ReadOnlySpan<char> uid) => _byUid.TryGetValue(uid.TrimEnd("\0 "), out var row) ? row : null;

    public T? Find(ReadOnlySpan<byte> uid)
    {
        uid = uid.TrimEnd("\0 "u8);
        if (uid.Length > DicomUIDs.MaximumLength)
            return null;

        // Widened byte by byte: a byte that no UID may have then matches no row.
        Span<char> characters = stackalloc char[DicomUIDs.MaximumLength];
        for (int i = 0; i < uid.Length; i++)
            characters[i] = (char)uid[i];
        return Find(characters[..uid.Length]);
    }
}
