using StoreScp.Dicom;

namespace StoreScp.Receiving.PreStore;

/// <summary>What comes after the header of a data set that has arrived whole.</summary>
/// <param name="OpenBulk">Opens the value of the bulk, seekable, without a delimiter; null when there is no bulk.</param>
/// <param name="Trailer">The elements after the bulk; handlers edit it.</param>
public sealed record WholeDataSet(Func<Stream>? OpenBulk, DicomDataset Trailer);
