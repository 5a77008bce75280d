using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>What the queue knows of forwards that have no result yet: how often they were tried, and when they are tried next.</summary>
internal static class ForwardTrace
{
    public static async Task<IReadOnlyList<TraceLine>> StepsAsync(
        IForwardLedgerReader ledger, IReadOnlyList<InstanceRow> rows, CancellationToken cancellation)
    {
        List<TraceLine> steps = [];
        foreach (var row in rows)
        {
            foreach (var delivery in row.Deliveries.Where(delivery => delivery is { ForwardTo: not null, IsFinal: false }))
            {
                if (await ledger.FindForwardAsync(new ForwardKey(row.Receipt, delivery.Route), cancellation) is { } forward)
                    steps.Add(StepOf(forward));
            }
        }
        return steps;
    }

    private static TraceLine StepOf(ForwardRow forward)
    {
        var next = forward switch
        {
            { State: ForwardState.Sending } => "being sent",
            { NextAttemptAt: { } at } => $"next attempt {InstanceLine.Time(at)} or later",
            _ => "",
        };
        var last = forward.Reason is null ? "" : $"; the last: {forward.Reason}";
        return new TraceLine
        {
            At = null,
            Step = "forward waits",
            Detail = $"for {forward.Destination} by route {forward.Key.Route}: {forward.Attempts} attempts, {next}{last}",
            SOPInstanceUID = forward.SOPInstanceUID,
            State = forward.State.ToString(),
        };
    }
}
