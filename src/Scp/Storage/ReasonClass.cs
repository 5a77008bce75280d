using System.Buffers;

namespace StoreScp.Storage;

/// <summary>What kind of reason a delivery ended for, fit for a metric: few different ones, and nothing that a peer or a service wrote about a patient.</summary>
public static class ReasonClass
{
    /// <summary>Of every reason that does not begin with a word of its own.</summary>
    public const string Other = "Other";

    private const int MaximumLength = 64;

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._");

    /// <summary>
    /// What stands before the first ": ", such as HealthImaging's name of an exception, if it is one word of letters, digits, dots and underscores
    /// of ASCII.
    /// </summary>
    public static string Of(string? reason)
    {
        var end = reason?.IndexOf(": ", StringComparison.Ordinal) ?? -1;
        return end is > 0 and <= MaximumLength && reason.AsSpan(0, end).IndexOfAnyExcept(Characters) < 0 ? reason![..end] : Other;
    }
}
