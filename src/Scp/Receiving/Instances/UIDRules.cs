namespace StoreScp.Receiving.Instances;

/// <summary>What makes a UID usable (PS3.5 §9.1): numbers with single dots between them, at most 64 characters. Leading zeros are tolerated, as real devices send them.</summary>
internal static class UIDRules
{
    private const int MaximumLength = 64;

    /// <summary>True for a UID that may become part of a path, a key or a log line.</summary>
    public static bool IsUsable(ReadOnlySpan<char> uid)
    {
        var afterDot = true;
        foreach (var character in uid)
        {
            if (character == '.' ? afterDot : !char.IsAsciiDigit(character))
                return false;
            afterDot = character == '.';
        }
        return !afterDot && uid.Length <= MaximumLength;
    }
}
