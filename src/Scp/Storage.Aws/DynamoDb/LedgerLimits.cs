namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>What keeps an item below DynamoDB's 400 KB, and a transaction below its 100 items, whatever a plugin, a peer or a service wrote.</summary>
public static class LedgerLimits
{
    /// <summary>Bytes of an item, names included (DynamoDB).</summary>
    public const int MaximumItemBytes = 400 * 1024;

    /// <summary>Bytes of a row without its deliveries; if it has more, the changed elements that its handlers list are left out, and then it is refused.</summary>
    public const int MaximumRowBytes = 72 * 1024;

    /// <summary>Deliveries of one instance; one with more is refused.</summary>
    public const int MaximumDeliveries = 40;

    /// <summary>Characters of a reason, a warning or a name that a handler has; what is longer is cut.</summary>
    public const int MaximumText = 300;

    /// <summary>Warnings of one import result; further ones are left out.</summary>
    public const int MaximumWarnings = 3;

    /// <summary>Handlers of one instance; what later ones did is left out.</summary>
    public const int MaximumHandlers = 32;

    /// <summary>Bytes of the references of a storage commitment transaction in one item; further ones are in further items.</summary>
    public const int MaximumReferenceBytes = 256 * 1024;

    internal static string? Cut(string? text)
    {
        if (text is not { Length: > MaximumText })
            return text;
        // Half a surrogate pair is no text.
        return text[..(char.IsHighSurrogate(text[MaximumText - 1]) ? MaximumText - 1 : MaximumText)];
    }
}
