using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>What one handler did to one instance; no values.</summary>
public sealed record HandlerStep
{
    /// <summary>Changed elements that are listed by path; more are only counted.</summary>
    public const int MaximumListed = 100;

    public required HandlerTraits Handler { get; init; }

    /// <summary>What it decided; null when it failed.</summary>
    public PreStoreResult? Result { get; init; }

    /// <summary>How it failed; null when it did not.</summary>
    public HandlerFailure? Failure { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Problem { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Managed memory that the call allocated, as far as it can be measured.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>The elements it changed, at most <see cref="MaximumListed"/>.</summary>
    public IReadOnlyList<ElementDifference> Changes { get; init; } = [];

    /// <summary>Whether <see cref="Changes"/> lists only the first of more.</summary>
    public bool HasMoreChanges { get; init; }
}
