using System.Buffers;

namespace StoreScp.Protocol.Pdus;

/// <summary>UIDs in PDU items: digits and dots, at most 64, not padded (PS3.8 Annex F, PS3.5 §9.1).</summary>
internal static class UIDField
{
    internal const int MaximumLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789.");

    /// <summary>Trailing NULs and spaces, which devices do send, are cut; other characters that no UID has become question marks.</summary>
    internal static string Read(ReadOnlySpan<byte> field)
    {
        field = field.Trim(" \0"u8);
        return string.Create(field.Length, field, static (characters, bytes) =>
        {
            for (var i = 0; i < bytes.Length; i++) characters[i] = bytes[i] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' ? (char)bytes[i] : '?';
        });
    }

    internal static bool IsValid(string uid) =>
        uid.Length is > 0 and <= MaximumLength && !uid.AsSpan().ContainsAnyExcept(Allowed);

}
