namespace StoreScp.Cloud.Scenario.Outages;

/// <summary>What an outage came to, beside what is promised.</summary>
/// <param name="SlowestRefusal">From the last byte of an instance to its A700H; null when nothing was refused.</param>
/// <param name="Recovery">From the end of the outage to the first Success, or where nothing is refused to the first batch that goes to the workflow.</param>
/// <param name="Sent">Instances; those that were refused were sent once more after the outage.</param>
/// <param name="Stored">Of the acknowledged instances those that are in the ledger once, and in S3 byte for byte.</param>
/// <param name="DuplicateJobs">Import jobs beyond one for each batch.</param>
/// <param name="NotImported">Acknowledged instances that are not Imported.</param>
internal sealed record OutageResult(Outage Outage, int Refused, TimeSpan? SlowestRefusal, TimeSpan Recovery, int Sent, int Stored, int DuplicateJobs, int NotImported)
{
    private static readonly TimeSpan RefusalGoal = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan RecoveryGoal = TimeSpan.FromSeconds(10);

    public const string Header =
        """
        | for | what | refused | slowest A700H (goal 25 s) | back after (goal 10 s) | sent = acknowledged = stored | duplicate jobs | |
        |---|---|---|---|---|---|---|---|
        """;

    public bool IsAsPromised => (SlowestRefusal is null || SlowestRefusal <= RefusalGoal) && Recovery <= RecoveryGoal && Sent == Stored && DuplicateJobs == 0
        && NotImported == 0 && Outage.RefusesNothing == (Refused == 0);

    public string Row => FormattableString.Invariant(
        $"| {Outage.Duration.TotalSeconds:0} s | {Outage.Name} | {Refused} | {(SlowestRefusal is { } slowest ? FormattableString.Invariant($"{slowest.TotalSeconds:0.0} s") : "–")} | {Recovery.TotalSeconds:0.0} s | {Sent} = {Stored} | {DuplicateJobs} | {(IsAsPromised ? "as promised" : $"MISSED ({NotImported} not imported)")} |");
}
