using System.Buffers;

namespace StoreScp.Receiving.Instances;

/// <summary>What makes a UID usable (PS3.5 §9.1): digits and dots, at most 64. Leading zeros are tolerated, as real devices send them.</summary>
internal static class UIDRules
{
    private const int MaximumLength = 64;
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789.");

    /// <summary>True for a UID that may become part of a path, a key or a log line.</summary>
    public static bool IsUsable(ReadOnlySpan<char> uid) =>
        uid.Length is > 0 and <= MaximumLength && !uid.ContainsAnyExcept(Characters) && uid.ContainsAnyInRange('0', '9') && uid[0] != '.';
}
