using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>A bulk whose bytes somebody has.</summary>
internal sealed record GivenBulk(BulkElement Element, Func<Stream> OpenValue) : IBulkSource
{
    public BulkElement ElementIn(DicomTransferSyntax syntax) => Element;

    public Stream Open(DicomTransferSyntax syntax) => OpenValue();
}
