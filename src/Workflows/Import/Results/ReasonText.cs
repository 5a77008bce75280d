namespace StoreScp.Import.Results;

/// <summary>What a service says, made fit for the ledger.</summary>
internal static class ReasonText
{
    private const int MaximumLength = 300;

    /// <summary>One line of at most 300 characters.</summary>
    public static string Shorten(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
            return "no message";
        var line = string.Concat(message.Trim().Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= MaximumLength ? line : line[..MaximumLength] + "…";
    }
}
