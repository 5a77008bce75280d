namespace StoreScp.Plugins.DeIdentification.Escrow;

/// <summary>Where the mapping from originals to replacements is kept.</summary>
public sealed record EscrowSettings
{
    /// <summary>Folder of the escrow files; made when missing. Relative to the settings.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the secret with the 32 bytes of the AES-256 key; another secret than that of the replacements.</summary>
    public required string KeySecret { get; init; }

    internal IEnumerable<string> Validate(string otherSecret)
    {
        if (string.IsNullOrWhiteSpace(Folder)) yield return "Folder is empty.";
        if (string.IsNullOrWhiteSpace(KeySecret)) yield return "KeySecret is empty.";
        // Who holds the one key must not be able to undo what needs the other.
        else if (KeySecret == otherSecret) yield return "KeySecret must not be the secret of the replacements.";
    }
}
