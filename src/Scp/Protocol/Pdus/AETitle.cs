using System.Text;

namespace StoreScp.Protocol.Pdus;

/// <summary>Application entity titles: 1 to 16 characters of ISO 646, no control characters, no backslash, no only-spaces (PS3.5 §6.2, PS3.8 §9.3.2).</summary>
public static class AETitle
{
    public const int MaximumLength = 16;

    /// <summary>True for a title that the standard allows.</summary>
    public static bool IsValid(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return title.Trim(' ').Length is > 0 and <= MaximumLength && title.All(character => IsAllowed((byte)character) && character < 0x7F);
    }

    /// <summary>
    /// The trimmed title. A byte that is not allowed becomes a backslash, itself not allowed: what a peer sent stays visible,
    /// harmless in a log line, and never equal to a configured title.
    /// </summary>
    internal static string Read(ReadOnlySpan<byte> field)
    {
        // Devices pad with NUL as well as with spaces.
        field = field.Trim(" \0"u8);
        Span<char> characters = stackalloc char[field.Length];
        for (var i = 0; i < field.Length; i++) characters[i] = IsAllowed(field[i]) ? (char)field[i] : '\\';
        return new string(characters);
    }

    internal static void Write(PduWriter writer, string title)
    {
        Span<byte> field = stackalloc byte[MaximumLength];
        field.Fill((byte)' ');
        Encoding.Latin1.GetBytes(title.AsSpan(0, Math.Min(title.Length, MaximumLength)), field);
        writer.Bytes(field);
    }

    private static bool IsAllowed(byte value) => value is >= 0x20 and < 0x7F and not (byte)'\\';
}
