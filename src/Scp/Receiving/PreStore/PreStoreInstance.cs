using StoreScp.Dicom;
using StoreScp.Protocol.Associations;

namespace StoreScp.Receiving.PreStore;

/// <summary>An instance before its handlers.</summary>
public sealed record PreStoreInstance
{
    public required AssociationContext Association { get; init; }

    public required DicomTransferSyntax TransferSyntax { get; init; }

    /// <summary>The elements before the bulk, waveforms included; handlers edit it.</summary>
    public required DicomDataset Header { get; init; }

    public BulkElement? Bulk { get; init; }

    /// <summary>The rest, when all of it has arrived; else null.</summary>
    public WholeDataSet? Whole { get; init; }

    public required string ScratchDirectory { get; init; }

    public required DicomReadLimits Limits { get; init; }
}
