namespace StoreScp.Storage;

/// <summary>What one plugin handler did to an instance before it was stored; tags, never values.</summary>
public sealed record HandlerRecord
{
    /// <summary>The handler's name in the site's settings.</summary>
    public required string Handler { get; init; }

    public required string Plugin { get; init; }

    public required string Version { get; init; }

    /// <summary>What it decided (Continue, Route, Quarantine, Discard, Refuse), or how it failed.</summary>
    public required string Result { get; init; }

    /// <summary>The reason it gave, or why it failed; null when there is none.</summary>
    public string? Reason { get; init; }

    public bool HasFailed { get; init; }

    public long ElapsedMicroseconds { get; init; }

    /// <summary>The elements it changed, such as <c>(0010,0020)</c> or <c>(0040,0275)[0].(0040,0007)</c>.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>More were changed than <see cref="Changed"/> lists.</summary>
    public bool HasMoreChanges { get; init; }
}
