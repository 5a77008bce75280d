using System.CommandLine;
using System.Globalization;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp status</c>: what arrived, from the ledger; whether the server runs makes no difference.</summary>
internal static class StatusCommand
{
    /// <summary>What a person gets without asking for more.</summary>
    private const int StandardLimit = 100;

    public static Command Create(CommandContext context)
    {
        var study = new Option<string?>("--study") { Description = "Only this Study Instance UID; lists its instances", HelpName = "UID" };
        var instance = new Option<string?>("--instance") { Description = "Only this SOP Instance UID", HelpName = "UID" };
        var since = new Option<string?>("--since") { Description = $"Only what arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var instances = new Option<bool>("--instances") { Description = "List instances, not studies" };
        var json = new Option<bool>("--json") { Description = "One JSON object per line" };
        var limit = new Option<int?>("--limit") { Description = $"At most so many lines (default: {StandardLimit}; with --json all)", HelpName = "N" };
        var command = new Command("status", "List what arrived: by study, or instance by instance") { study, instance, since, instances, json, limit };
        HelpExamples.AddTo(command,
            "storescp status",
            "storescp status --since 2h",
            "storescp status --study 1.2.840.113619.2.55.3",
            "storescp status --instances --json --Storage:Path=/var/lib/storescp | wc -l");
        command.SetAction((result, cancellation) => RunAsync(
            context,
            new InstanceQuery
            {
                StudyInstanceUID = result.GetValue(study),
                SOPInstanceUID = result.GetValue(instance),
                Since = SinceText.Require("--since", result.GetValue(since), context.Time.GetUtcNow()),
                Limit = result.GetValue(limit) is { } n ? Math.Max(1, n) : result.GetValue(json) ? null : StandardLimit,
            },
            result.GetValue(instances) || result.GetValue(study) is not null || result.GetValue(instance) is not null,
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, InstanceQuery query, bool byInstance, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, options) =>
        {
            var instances = await InstanceLookup.CreateAsync(context, ledger.Instances, options, query, cancellation);
            var count = (byInstance, asJson) switch
            {
                (true, _) => await LedgerReading.WriteInstancesAsync(context, ledger.Batches, instances.ListAsync(query, cancellation), asJson, cancellation),
                (false, true) => await WriteStudyLinesAsync(context, ledger.Instances.ListStudiesAsync(query, cancellation)),
                (false, false) => await WriteStudiesAsync(context, ledger.Instances.ListStudiesAsync(query, cancellation)),
            };
            if (count == 0)
                await context.Error.WriteLineAsync("Nothing to show: the ledger has no such instances.");
            else if (!asJson && count == query.Limit)
                await context.Error.WriteLineAsync($"Only the newest {count} are shown; --limit N shows more.");
            return ExitCode.Success;
        });

    private static async Task<int> WriteStudyLinesAsync(CommandContext context, IAsyncEnumerable<StudySummary> studies)
    {
        var count = 0;
        await foreach (var study in studies)
        {
            await context.Output.WriteLineAsync(CliJson.Line(StudyLine.Of(study), CliJson.Default.StudyLine));
            count++;
        }
        return count;
    }

    private static async Task<int> WriteStudiesAsync(CommandContext context, IAsyncEnumerable<StudySummary> studies)
    {
        var table = Terminal.Table("Last received", "From", "Series", "Instances", "Size", "State", "Study Instance UID");
        await foreach (var study in studies)
        {
            var line = StudyLine.Of(study);
            table.AddTextRow(
                InstanceLine.Time(line.LastReceivedAt), LogText.Escape(string.Join(", ", line.CallingAETitles)),
                line.SeriesCount.ToString(CultureInfo.InvariantCulture), line.InstanceCount.ToString(CultureInfo.InvariantCulture),
                ByteSizeText.ForPeople(line.Bytes), line.StatesText(), LogText.Escape(line.StudyInstanceUID));
        }
        if (table.Rows.Count > 0)
            Terminal.On(context.Output).Write(table);
        return table.Rows.Count;
    }
}
