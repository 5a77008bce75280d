using StoreScp.Dicom;

namespace StoreScp.Protocol.Dimse;

/// <summary>C-STORE-RSP: what the peer made of an instance (PS3.7 §9.3.1.2).</summary>
public sealed record CStoreRSP(ushort MessageIDBeingRespondedTo, DimseStatus Status)
{
    public string? ErrorComment { get; init; }

    public DicomTag? OffendingElement { get; init; }
}
