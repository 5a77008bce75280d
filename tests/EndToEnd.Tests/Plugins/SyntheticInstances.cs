using StoreScp.Testing;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>Synthetic instances as the bare peers send them.</summary>
internal static class SyntheticInstances
{
    public static Instance ToInstance(this SyntheticInstance made) =>
        new(made.SOPClassUID, made.SOPInstanceUID, made.StudyInstanceUID, made.SeriesInstanceUID, made.TransferSyntaxUID, made.DataSetToArray());
}
