using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One forward of `storescp forward list --json`. These names are fixed: scripts read them.</summary>
internal sealed record ForwardLine(
    string SOPInstanceUID, string Route, string Destination, string State, int Attempts, DateTimeOffset QueuedAt, DateTimeOffset? NextAttemptAt,
    DateTimeOffset? EndedAt, string? Reason, string SOPClassUID, string TransferSyntaxUID, string ReceiptId)
{
    public static ForwardLine Of(ForwardRow row) => new(
        row.SOPInstanceUID, row.Key.Route, row.Destination, row.State.ToString(), row.Attempts, row.QueuedAt, row.NextAttemptAt,
        row.EndedAt, row.Reason, row.SOPClassUID, row.TransferSyntaxUID, row.Key.Receipt.ToString());
}
