using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>A text that is looked at again when all identifying values are known.</summary>
/// <param name="DataSet">Where it is.</param>
/// <param name="Tag">Its element.</param>
/// <param name="Fallback">X, Z or D, for when nothing of it can stay.</param>
/// <param name="IsCleaned">It is cleaned in any case; else only if an identifying value stands in it.</param>
internal readonly record struct DeferredText(DicomDataset DataSet, DicomTag Tag, TableAction Fallback, bool IsCleaned);
