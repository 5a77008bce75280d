using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>What a handler wants done to the elements after the bulk when they are here.</summary>
internal sealed record TrailerEdit(ChainHandler Handler, Action<DicomDataset> Edit);
