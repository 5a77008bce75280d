namespace StoreScp.Simulation;

/// <summary>The tables of docs/scale.md.</summary>
internal sealed class Report
{
    private static readonly string[] Times = ["p50", "p95", "p99"];
    private static readonly BatchLimits Held = new();
    private static readonly BatchLimits[] Rules = [new() { HoldsWhileStudyImports = false }, Held];

    private readonly Runs _runs = new();

    public IReadOnlyList<MarkdownTable> Tables() => [Hospitals(), Ways(), Growth(), QuietPeriods(), Raised(), JobTimes()];

    private MarkdownTable Hospitals() => new(
        "hospitals",
        ["studies a day", "instances", "GB", "batches", "sealed: quiet", "age", "files", "bytes", "large file"],
        _runs.Rows([.. Days(100, 1_000, 10_000)], (scenario, result) =>
        [
            Cell.Of(scenario.Hospital.StudiesPerDay), Cell.Of(result.Files), Cell.Of(result.Bytes / 1_000_000_000), Cell.Of(result.Seals.Values.Sum()),
            .. new[] { "Quiet", "Age", "Files", "Bytes", "LargeFile" }.Select(reason => Cell.Of(result.Seals[reason])),
        ]));

    private MarkdownTable Ways() => new(
        "ways",
        ["studies a day", "way", "jobs", "most waiting", "longest wait", .. Times, "429", "402", "one study in two jobs at once", "jobs over a limit", "studies not imported"],
        _runs.Rows(
            [.. from day in Days(100, 1_000, 10_000) from way in Ways(day) select way],
            (scenario, result) =>
            [
                Cell.Of(scenario.Hospital.StudiesPerDay), NameOf(scenario), Cell.Of(result.Jobs), Cell.Of(result.MostWaiting), Cell.Of(result.LongestWait),
                .. Cell.Percentiles(result), Cell.Of(result.Throttled), Cell.Of(result.QuotaExceeded), Cell.Of(result.Overlaps), Cell.Of(result.OverLimit),
                Cell.Of(result.UnfinishedStudies),
            ]));

    private MarkdownTable Growth() => new(
        "growth",
        ["studies a day", "rule", "jobs", "most waiting", "longest wait", .. Times],
        _runs.Rows(
            [.. from day in Days(500, 1_000, 2_000, 3_000, 4_000, 6_000, 8_000, 10_000) from rule in Rules select day with { Batches = rule }],
            (scenario, result) => [Cell.Of(scenario.Hospital.StudiesPerDay), NameOf(scenario.Batches), .. Load(result)]));

    private MarkdownTable QuietPeriods() => new(
        "quiet",
        ["studies a day", "quiet period", "rule", "jobs", "most waiting", "longest wait", .. Times],
        _runs.Rows(
            [.. from day in Days(1_000, 10_000) from seconds in new[] { 15, 30, 60, 120, 300 } from rule in Rules
                select day with { Batches = rule with { QuietPeriod = TimeSpan.FromSeconds(seconds) } }],
            (scenario, result) =>
            [
                Cell.Of(scenario.Hospital.StudiesPerDay), Cell.Of((long)scenario.Batches.QuietPeriod.TotalSeconds) + " s", NameOf(scenario.Batches), .. Load(result),
            ]));

    private MarkdownTable Raised() => new(
        "quotas",
        ["studies a day", "starts a second", "jobs at once", "rule", "jobs", "most waiting", "longest wait", .. Times, "studies not imported"],
        _runs.Rows(
            [.. from quotas in new (int Studies, double Starts, int AtOnce)[]
                {
                    (1_000, 0.25, 100), (1_000, 1, 20), (1_000, 1, 100),
                    (10_000, 0.25, 100), (10_000, 1, 20), (10_000, 1, 100), (10_000, 1, 200), (10_000, 2, 200), (10_000, 4, 400),
                }
                from rule in Rules
                select new Scenario
                {
                    Hospital = new(quotas.Studies),
                    Batches = rule,
                    Quotas = new() { StartsPerSecond = quotas.Starts, StartBurst = Math.Max(1, 2 * quotas.Starts), ConcurrentJobs = quotas.AtOnce },
                }],
            (scenario, result) =>
            [
                Cell.Of(scenario.Hospital.StudiesPerDay), Cell.Of(scenario.Quotas.StartsPerSecond), Cell.Of(scenario.Quotas.ConcurrentJobs), NameOf(scenario.Batches), .. Load(result),
                Cell.Of(result.UnfinishedStudies),
            ]));

    private MarkdownTable JobTimes() => new(
        "job-time",
        ["studies a day", "fixed part of a job", "rule", "jobs", "most waiting", "longest wait", .. Times],
        _runs.Rows(
            [.. from day in Days(1_000, 10_000) from minimum in new[] { 45, 90, 180 } from rule in Rules
                select day with { Batches = rule, JobTime = new() { FixedMinimum = TimeSpan.FromSeconds(minimum), FixedMaximum = TimeSpan.FromSeconds(minimum * 4 / 3) } }],
            (scenario, result) =>
            [
                Cell.Of(scenario.Hospital.StudiesPerDay),
                $"{scenario.JobTime.FixedMinimum.TotalSeconds:0}–{scenario.JobTime.FixedMaximum.TotalSeconds:0} s", NameOf(scenario.Batches), .. Load(result),
            ]));

    private static IEnumerable<Scenario> Days(params int[] studies) => studies.Select(count => new Scenario { Hospital = new(count) });

    private static IEnumerable<Scenario> Ways(Scenario day) =>
    [
        day, day with { Batches = Held }, day with { Way = Way.BatchesStartedAtOnce }, day with { Way = Way.JobPerAssociation }, day with { Way = Way.JobPerInstance },
    ];

    private static string NameOf(Scenario scenario) => scenario.Way switch
    {
        Way.BatchesAndDispatcher => $"batches, dispatcher; {NameOf(scenario.Batches)}",
        Way.BatchesStartedAtOnce => "batches, started at once",
        Way.JobPerAssociation => "one job per association",
        _ => "one job per instance",
    };

    private static string NameOf(BatchLimits limits) => limits.HoldsWhileStudyImports ? "held" : "not held";

    private static string[] Load(RunResult result) => [Cell.Of(result.Jobs), Cell.Of(result.MostWaiting), Cell.Of(result.LongestWait), .. Cell.Percentiles(result)];
}
