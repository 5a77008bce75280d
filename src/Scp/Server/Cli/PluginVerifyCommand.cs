using System.CommandLine;
using System.Globalization;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;
using StoreScp.Server.Plugins.Trials;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp plugin verify</c>: whether a server would take a published plugin, one line for each check.</summary>
internal static class PluginVerifyCommand
{
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "DICOM files to run each handler on", Arity = ArgumentArity.ZeroOrMore };
        var options = new TrialOptionSet();
        var command = new Command("verify", "Check whether a server would take a published plugin; runs its code") { files };
        options.AddTo(command);
        HelpExamples.AddTo(command,
            "storescp plugin verify publish",
            "storescp plugin verify publish --settings rules.json --secrets secrets image.dcm");
        command.SetAction((result, cancellation) => RunAsync(context, options.From(result), result.GetValue(files) ?? [], cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, TrialOptions options, string[] files, CancellationToken cancellation)
    {
        var checks = new CheckLines(context.Output);
        if (CheckFolder(options.Folder, checks) && (files.Length > 0 || options.SettingsFile is not null || options.SecretsFolder is not null))
            await CheckHandlersAsync(context, options, files, checks, cancellation);
        else if (!checks.HasWrong)
            checks.NotDone("initialization and runs: give --settings, --secrets or a FILE");
        return checks.HasWrong ? ExitCode.PluginsUnusable : ExitCode.Success;
    }

    /// <summary>True when a server would load it.</summary>
    private static bool CheckFolder(string folder, CheckLines checks)
    {
        var scratch = Directory.CreateTempSubdirectory("storescp-verify-");
        try
        {
            var check = PluginCheck.Run(folder, scratch.FullName);
            if (check.Manifest is { } manifest)
                checks.Ok($"manifest: {manifest.Name} {manifest.Version}, handlers {string.Join(", ", manifest.Handlers.Select(handler => handler.Name))}");
            if (check.Hash is { } hash)
                checks.Ok($"seal: every file is as plugin.sha256 lists it; its SHA-256, for Plugins:AllowedHashes, is {hash}");
            foreach (var mistake in check.Mistakes)
                checks.Wrong(mistake);
            if (check.Mistakes.Count == 0)
                checks.Ok("code: built for this server's contract, dependencies are there, every handler can be made");
            return check.Mistakes.Count == 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task CheckHandlersAsync(
        CommandContext context, TrialOptions options, string[] files, CheckLines checks, CancellationToken cancellation)
    {
        try
        {
            await using var trial = await PluginTrial.StartAsync(options, context.Time, cancellation);
            foreach (var handler in trial.Handlers)
                checks.Ok($"handler {handler.Name}: initializes with these settings");
            foreach (var file in files)
            {
                foreach (var handler in trial.Handlers)
                    await CheckFileAsync(trial, handler, file, checks, cancellation);
            }
        }
        catch (CommandException e)
        {
            checks.Wrong(e.Message);
        }
    }

    private static async Task CheckFileAsync(PluginTrial trial, HandlerOptions handler, string file, CheckLines checks, CancellationToken cancellation)
    {
        var result = await trial.RunAsync(file, handler.Name, null, cancellation);
        var step = result.Outcome.Steps[0];
        if (result.HasFailed)
            checks.Wrong($"handler {handler.Name} on {file}: {result.BulkProblem ?? $"{step.Problem}. {Mend(step.Failure, handler)}"}");
        else
            checks.Ok($"handler {handler.Name} on {file}: {result.Decision}, {Milliseconds(step.Elapsed)} of {Milliseconds(handler.Deadline)}, "
                + $"{ByteSizeText.ForPeople(step.AllocatedBytes)} of {ByteSizeText.ForPeople(handler.MaximumAllocationBytes)}, {result.Changes.Count} elements changed");
    }

    private static string Mend(HandlerFailure? failure, HandlerOptions handler) => failure switch
    {
        HandlerFailure.TimedOut => $"Do less for each instance, or have sites set Deadline above {Milliseconds(handler.Deadline)}.",
        HandlerFailure.Allocated => $"Allocate less, or have sites set MaximumAllocationBytes above {ByteSizeText.ForPeople(handler.MaximumAllocationBytes)}.",
        HandlerFailure.BrokeRules => "The rules are in docs/plugin-guide.md, \"What you answer\".",
        _ => "`storescp plugin try` shows what the handler logged.",
    };

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms");
}
