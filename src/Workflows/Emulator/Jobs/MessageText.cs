namespace StoreScp.Emulator;

/// <summary>Messages of jobs and image sets: 1 to 2048 of the characters that HealthImaging's Message allows.</summary>
internal static class MessageText
{
    private const int MaximumLength = 2048;

    public static string Of(string text)
    {
        string cut = text.Length > MaximumLength ? text[..MaximumLength] : text;
        string allowed = string.Concat(cut.Select(c => IsAllowed(c) ? c : '.'));
        return allowed.Length > 0 ? allowed : "Unknown";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '`' or (>= ' ' and <= ':');
}
