using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>One file on its way through the handlers, in the order of the server: header, bulk, trailer.</summary>
internal sealed class TrialRun(TrialFile file, HandlerChain chain, AssociationInfo association, string scratchFolder) : IDisposable
{
    private SpooledStream? _bulk;
    private WholeInstance? _whole;

    public ChainOutcome Outcome { get; private set; } = null!;

    /// <summary>Why the handlers' stream over the bulk failed; else null.</summary>
    public string? BulkProblem { get; private set; }

    public bool IsStored => BulkProblem is null && Outcome.Decision is PreStoreResultKind.Continue or PreStoreResultKind.Route;

    /// <summary>As handlers left it.</summary>
    public DicomDataset Trailer { get; private set; } = file.Trailer;

    public IReadOnlyList<TrialChange> Changes { get; private set; } = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var (header, trailer) = (file.Header.Fork(), file.Trailer.Fork());
        // Handlers that want the header alone get no more than in a server: the rest is still arriving there.
        var received = InstanceBuilder.Build(association, file.TransferSyntax, file.Header, file.Bulk, chain.NeedsWholeDataSet ? file.OpenBulk : null);
        if (chain.NeedsWholeDataSet)
            _whole = WholeInstance.Complete(received, file.Trailer, scratchFolder, DicomReadLimits.Default);
        Outcome = await chain.RunAsync(received, cancellation);
        if (IsStored)
            await KeepBulkAsync(cancellation);
        if (IsStored && _whole is null)
            Outcome = await HandlerChain.EditTrailerAsync(Outcome, Trailer, cancellation);
        else if (IsStored)
            Trailer = HandlerChain.TrailerOf(Outcome) ?? Trailer;
        Changes =
        [
            .. TrialChanges.Between(header, Outcome.Instance.Header),
            .. TrialChanges.OfBulk(file.Bulk, Outcome.Instance.Bulk),
            .. TrialChanges.Between(trailer, Trailer),
        ];
    }

    /// <summary>The instance that would be stored, as a DICOM file.</summary>
    public void Write(string path)
    {
        var bulk = Outcome.Instance.Bulk is { IsRemoved: false } left ? new BulkElement(left.Tag, left.VR, left.Length) : (BulkElement?)null;
        var stored = InstanceBuilder.Build(association, Outcome.Instance.TransferSyntax, Outcome.Instance.Header, bulk, _bulk is null ? null : _bulk.OpenRead);
        using var whole = WholeInstance.Complete(stored, Trailer, scratchFolder, DicomReadLimits.Default);
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write);
        InstanceFile.Write(stored, output);
    }

    public void Dispose()
    {
        _bulk?.Dispose();
        _whole?.Dispose();
    }

    /// <summary>Reads the bulk through what handlers put over it, as a server does when it writes the instance.</summary>
    private async Task KeepBulkAsync(CancellationToken cancellation)
    {
        if (Outcome.Instance.Bulk is not { IsRemoved: false } bulk)
            return;
        try
        {
            _bulk = new SpooledStream(scratchFolder);
            await using var value = _whole is null ? InstanceBuilder.Transform(bulk, new ArrivingStream(file.OpenBulk())) : bulk.OpenRead();
            await value.CopyToAsync(_bulk, cancellation);
            if (bulk.Length is { } announced && announced != _bulk.Length)
                BulkProblem = $"The stream over the bulk gave {_bulk.Length} bytes, and {announced} were announced: give Transform or Replace the length that the stream has.";
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            BulkProblem = $"The stream over the bulk failed: {e.GetType().Name}: {e.Message}";
        }
    }
}
