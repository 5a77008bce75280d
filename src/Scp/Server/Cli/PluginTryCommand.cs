using System.CommandLine;
using StoreScp.Server.Logging;
using StoreScp.Server.Plugins.Trials;
using StoreScp.Server.Sending;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp plugin try</c>: what a plugin does to DICOM files, before and after, as a server would run it.</summary>
internal static class PluginTryCommand
{
    private const int MaximumSentence = 2_000;

    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "DICOM files, or folders to search for them", Arity = ArgumentArity.OneOrMore };
        var calling = new Option<string>("--calling") { Description = "Calling AE title that the handlers see", DefaultValueFactory = _ => new TrialOptions { Folder = "" }.CallingAETitle, HelpName = "AE" };
        var called = new Option<string>("--called") { Description = "Called AE title that the handlers see", DefaultValueFactory = _ => new TrialOptions { Folder = "" }.CalledAETitle, HelpName = "AE" };
        var output = new Option<string?>("--out") { Description = "Write what would be stored into this folder", HelpName = "FOLDER" };
        var json = new Option<bool>("--json") { Description = "One JSON object per file" };
        var options = new TrialOptionSet();
        var command = new Command("try", "Show what a plugin does to DICOM files; nothing is stored or sent. Shows values of the files, those that identify patients too") { files, calling, called, output, json };
        options.AddTo(command);
        HelpExamples.AddTo(command,
            "storescp plugin try publish image.dcm",
            "storescp plugin try plugins/TagCoercion image.dcm --settings rules.json --calling CT1",
            "storescp plugin try publish ./study --out ./changed --json");
        command.SetAction((result, cancellation) => RunAsync(
            context,
            options.From(result) with { CallingAETitle = result.GetRequiredValue(calling), CalledAETitle = result.GetRequiredValue(called) },
            result.GetRequiredValue(files), result.GetValue(output), result.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, TrialOptions options, string[] paths, string? output, bool asJson, CancellationToken cancellation)
    {
        var search = new FileSearch();
        foreach (var path in paths)
            search.Add(path, cancellation);
        foreach (var (path, reason) in search.Unusable)
            await context.Error.WriteLineAsync($"{LogText.Escape(path)}: {LogText.Escape(reason)}");
        var names = new OutputNames(output);
        var hasFailed = false;
        await using var trial = await PluginTrial.StartAsync(options, context.Time, cancellation);
        foreach (var file in search.Files)
        {
            var result = await trial.RunAsync(file.Path, null, names.For(file.Path), cancellation);
            hasFailed |= result.HasFailed;
            if (asJson)
                await context.Output.WriteLineAsync(CliJson.Line(TrialLine.Of(result), CliJson.Default.TrialLine));
            else
                Write(context, result);
        }
        return hasFailed ? ExitCode.PluginsUnusable : search.Unusable.Count > 0 || search.Files.Count == 0 ? ExitCode.Failed : ExitCode.Success;
    }

    private static void Write(CommandContext context, TrialResult result)
    {
        var outcome = result.Outcome;
        var routes = outcome.Routes.Count == 0 ? "" : $" to {string.Join(", ", outcome.Routes)}";
        var status = outcome.Status == 0 ? "" : $" with {outcome.Status:X4}H";
        var reason = outcome.Reason.Length == 0 ? "" : $": {outcome.Reason}";
        context.Output.WriteLine($"{LogText.Escape(result.File)}: {result.Decision}{LogText.Escape($"{routes}{status}{reason}")}");
        foreach (var step in outcome.Steps)
            context.Output.WriteLine($"  {LogText.EscapeLong(TrialHandlerLine.Of(step).Text(), MaximumSentence)}");
        if (result.BulkProblem is { } problem)
            context.Output.WriteLine($"  {LogText.EscapeLong(problem, MaximumSentence)}");
        foreach (var line in result.Log)
            context.Output.WriteLine($"  {line.Level}: {TerminalText.Safe(line.Text, MaximumSentence)}");
        if (result.Changes.Count > 0)
        {
            var table = Terminal.Table("Tag", "Keyword", "Before", "After");
            foreach (var change in result.Changes)
                table.AddTextRow(change.Path, change.Keyword, change.Before ?? "-", change.After ?? "-");
            Terminal.On(context.Output).Write(table);
        }
        else
        {
            context.Output.WriteLine("  no element changed");
        }
        if (result.WrittenTo is { } written)
            context.Output.WriteLine($"  written to {LogText.Escape(written)}");
    }
}
