namespace StoreScp.Plugins.Hosting.Status;

/// <summary>What becomes of a plugin's folder.</summary>
public enum FolderState
{
    /// <summary>A handler runs from it.</summary>
    Used,

    /// <summary>The site names no handler of this plugin.</summary>
    NotNamed,

    /// <summary>The site uses another version.</summary>
    OtherVersionUsed,

    /// <summary>It may not, or cannot, be used; the reason says why.</summary>
    Refused,
}
