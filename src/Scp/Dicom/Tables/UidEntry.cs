namespace StoreScp.Dicom;

/// <summary>One registered UID (PS3.6 Annex A).</summary>
public sealed record UidEntry(string Uid, string Keyword, string Name, string Type, bool IsRetired, bool IsStorageSopClass);
