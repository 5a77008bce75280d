using StoreScp.Dicom;

namespace StoreScp.Fuzz.Tests.Seeds;

/// <summary>A well-formed data set, and what it is encoded in.</summary>
internal sealed record DataSetSeed(string Name, byte[] Bytes, DicomTransferSyntax Syntax)
{
    public override string ToString() => Name;
}
