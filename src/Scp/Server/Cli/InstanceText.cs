using StoreScp.Dicom;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>One instance for a person to read: too much for one line of a terminal, so five, a sixth when its import has something to say, and one for each of several routes.</summary>
internal static class InstanceText
{
    public static IEnumerable<string> Lines(InstanceLine line)
    {
        var remark = line.DifferentContent ? $", other content than an earlier one (row {line.Ordinal})" : "";
        var reason = line.Explanation is null ? "" : $": {LogText.Escape(line.Explanation)}";
        yield return $"{LogText.Escape(line.SOPInstanceUID)}";
        yield return $"  {InstanceLine.Time(line.ReceivedAt)}  {line.State}{reason}{remark}";
        yield return $"  from {LogText.Escape(line.CallingAETitle)} at {LogText.Escape(line.PeerAddress)} to {LogText.Escape(line.CalledAETitle)}: "
            + $"{LogText.Escape(DicomUIDs.NameOf(line.SOPClassUID))}, {LogText.Escape(DicomUIDs.NameOf(line.TransferSyntaxUID))}, {ByteSizeText.ForPeople(line.Bytes)}";
        yield return $"  object {line.ObjectKey ?? "(none)"}";
        yield return $"  hash   {line.ContentHash}";
        if (ImportOf(line) is { Length: > 0 } import)
            yield return $"  import {import}";
        if (line.Deliveries.Count > 1 || line.Deliveries.Any(delivery => delivery.ForwardTo is not null))
        {
            foreach (var delivery in line.Deliveries)
                yield return $"  route  {LogText.Escape(delivery.Text())}";
        }
    }

    /// <summary>Batch, job and image set as far as there are any; empty when there is none.</summary>
    public static string ImportOf(InstanceLine line) => string.Join(", ", new[]
    {
        line.BatchId is null ? null : $"batch {line.BatchId}",
        line.ImportJobId is null ? null : $"job {LogText.Escape(line.ImportJobId)}",
        line.ImageSetId is null ? null : ImageSet(line.ImageSetId, line.ImageSetVersion, line.IsPrimary),
        line.Warnings.Count == 0 ? null : $"warnings: {LogText.Escape(string.Join("; ", line.Warnings))}",
    }.Where(part => part is not null));

    public static string ImageSet(string id, int? version, bool? isPrimary)
    {
        var versionText = version is null ? "" : $" version {version}";
        var primaryText = isPrimary switch
        {
            true => " (primary)",
            false => " (not primary: its Patient, Study or Series elements differ from the primary image set's)",
            null => "",
        };
        return $"image set {LogText.Escape(id)}{versionText}{primaryText}";
    }
}
