using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>Where the bulk of a test instance comes from.</summary>
internal interface IBulkSource
{
    BulkElement ElementIn(DicomTransferSyntax syntax);

    /// <summary>The value from its first byte, without the delimiter of an encapsulated one.</summary>
    Stream Open(DicomTransferSyntax syntax);
}
