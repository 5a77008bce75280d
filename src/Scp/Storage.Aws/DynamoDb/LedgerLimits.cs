namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>What keeps an item below DynamoDB's 400 KB, and a transaction below its 100 items.</summary>
public static class LedgerLimits
{
    /// <summary>Bytes of an item, names included (DynamoDB).</summary>
    public const int MaximumItemBytes = 400 * 1024;

    /// <summary>Deliveries of one instance; 100 items are the most that one transaction of DynamoDB writes.</summary>
    public const int MaximumDeliveries = 90;

    /// <summary>Characters of a reason or a warning; what is longer is cut.</summary>
    public const int MaximumReason = 1_000;

    /// <summary>Warnings of one import result; further ones are left out.</summary>
    public const int MaximumWarnings = 10;

    /// <summary>Handlers of one instance; what later ones did is left out.</summary>
    public const int MaximumHandlers = 50;

    /// <summary>Changed elements that are kept of all handlers of one instance together; a record says that there were more.</summary>
    public const int MaximumChangedElements = 1_000;

    /// <summary>Characters of the path of one changed element; a longer one is left out.</summary>
    public const int MaximumChangedPath = 100;

    /// <summary>References of a storage commitment transaction in one item: two UIDs of 64 characters, or an encrypted one of up to 200, and some overhead each.</summary>
    public const int ReferencesOfItem = 1_000;

    internal static string? Cut(string? text) => text is { Length: > MaximumReason } ? text[..MaximumReason] : text;
}
