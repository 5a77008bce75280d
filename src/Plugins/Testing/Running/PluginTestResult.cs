using System.Globalization;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>What a handler made of one instance, and what it cost. Valid until its <see cref="PluginTest"/> is disposed.</summary>
public sealed record PluginTestResult
{
    internal PluginTestResult() { }

    /// <summary>What the server would do; a handler that failed is answered by <see cref="PluginTestOptions.OnFailure"/>.</summary>
    public required PreStoreResultKind Decision { get; init; }

    /// <summary>Why an instance is quarantined, discarded or refused; for refusals the comment to the peer.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The status of a refusal, as 0xA700; else 0.</summary>
    public ushort Status { get; init; }

    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>How the handler failed; null when it did not.</summary>
    public HandlerFailure? Failure { get; init; }

    /// <summary>Why it failed, as ledger and log would say.</summary>
    public string? Problem { get; init; }

    /// <summary>What it threw; the server keeps only its type.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The elements it changed, as the ledger lists them: at most <see cref="HandlerStep.MaximumListed"/>, never values.</summary>
    public IReadOnlyList<ElementDifference> Changes { get; init; } = [];

    public bool HasMoreChanges { get; init; }

    /// <summary>Where <see cref="Changes"/> are: <c>(0010,0020)</c> or <c>(0040,0275)[0].(0040,0007)</c>.</summary>
    public IReadOnlyList<string> ChangedPaths => [.. Changes.Select(change => change.Path)];

    /// <summary>The elements before the bulk as the handler left them, and with Original Attributes Sequence as the server adds it.</summary>
    public required DicomDataset Header { get; init; }

    /// <summary>The elements after the bulk.</summary>
    public required DicomDataset Trailer { get; init; }

    /// <summary>The bulk as it is stored; null when the instance has none, or is not stored as the handler left it.</summary>
    public StoredBulk? Bulk { get; init; }

    public required DicomTransferSyntax TransferSyntax { get; init; }

    public required AssociationInfo Association { get; init; }

    /// <summary>What the handler wrote to its log during this run.</summary>
    public IReadOnlyList<PluginTestLogLine> Log { get; init; } = [];

    /// <summary>Managed memory that the call allocated, without what the handler sent to other threads.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>Time of the call, without reading the bulk.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>It goes into the store as the handler left it: after Continue and Route.</summary>
    public bool IsStored => Decision is PreStoreResultKind.Continue or PreStoreResultKind.Route;

    /// <summary>The instance as it is stored, as a DICOM file (PS3.10); a deflated one inflated.</summary>
    /// <exception cref="InvalidOperationException">It is not stored, or its bulk was not kept.</exception>
    public byte[] ToPart10()
    {
        if (!IsStored)
            throw new InvalidOperationException($"The instance is not stored as the handler left it: {this}");
        using var file = new MemoryStream();
        var instance = InstanceBuilder.Build(Association, TransferSyntax, Header, Bulk?.Element, Bulk is null ? null : Bulk.OpenRead);
        using (WholeInstance.Complete(instance, Trailer, Path.GetTempPath(), DicomReadLimits.Default))
            InstanceFile.Write(instance, file);
        return file.ToArray();
    }

    /// <summary>For a handler that must not fail: returns this, or throws with what it threw.</summary>
    /// <exception cref="InvalidOperationException">The handler failed; the inner exception is its own.</exception>
    public PluginTestResult ThrowIfFailed() => Failure is null ? this : throw new InvalidOperationException($"{Failure}: {Problem}", Exception);

    /// <summary>Decision, changes and failure in a few lines, without values.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Decision.ToString());
        if (Status != 0)
            text.Append(CultureInfo.InvariantCulture, $" {Status:X4}H");
        if (Routes.Count > 0)
            text.Append(": ").AppendJoin(", ", Routes);
        if (Reason.Length > 0)
            text.Append(": ").Append(Reason);
        foreach (var change in Changes)
            text.Append(CultureInfo.InvariantCulture, $"\n{change.Change} {change.Path}");
        if (Failure is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n{Failure}: {Problem}\n{Exception}");
        return text.ToString();
    }
}
