using StoreScp.Dicom;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>One instance for a person to read: too much for one line of a terminal, so four.</summary>
internal static class InstanceText
{
    public static IEnumerable<string> Lines(InstanceLine line)
    {
        var remark = line.DifferentContent ? $", other content than an earlier one (row {line.Ordinal})" : "";
        var reason = line.Reason is null ? "" : $": {LogText.Escape(line.Reason)}";
        yield return $"{LogText.Escape(line.SOPInstanceUID)}";
        yield return $"  {InstanceLine.Time(line.ReceivedAt)}  {line.State}{reason}{remark}";
        yield return $"  from {LogText.Escape(line.CallingAETitle)} at {LogText.Escape(line.PeerAddress)} to {LogText.Escape(line.CalledAETitle)}: "
            + $"{LogText.Escape(DicomUIDs.NameOf(line.SOPClassUID))}, {LogText.Escape(DicomUIDs.NameOf(line.TransferSyntaxUID))}, {ByteSizeText.ForPeople(line.Bytes)}";
        yield return $"  object {line.ObjectKey ?? "(none)"}";
        yield return $"  hash   {line.ContentHash}";
    }
}
