using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>Makes what handlers see of an instance.</summary>
public static class InstanceBuilder
{
    /// <param name="header">The elements before the bulk; edited in place by handlers.</param>
    /// <param name="bulk">Null when the instance has none.</param>
    /// <param name="openBulk">Opens the value, without delimiter; null while it has not arrived.</param>
    public static ReceivedInstance Build(
        AssociationInfo association, DicomTransferSyntax syntax, DicomDataset header, BulkElement? bulk, Func<Stream>? openBulk) =>
        new(association, syntax, header, bulk is { } element ? new InstanceBulk(element.Tag, element.VR, element.Length, openBulk) : null);

    /// <summary>Lets go of a header that is stored, while the bulk still arrives.</summary>
    public static void ReleaseHeader(ReceivedInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        instance.ReleaseHeader();
    }

    /// <summary>The stream to store instead of the bulk as received.</summary>
    public static Stream Transform(InstanceBulk bulk, Stream received)
    {
        ArgumentNullException.ThrowIfNull(bulk);
        return bulk.Apply(received);
    }
}
