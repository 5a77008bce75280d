using System.CommandLine;
using System.CommandLine.Help;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>The command line: parses it, runs the command, and turns what went wrong into a sentence and an exit code.</summary>
internal static class StoreScpCommand
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellation = default)
    {
        List<SettingError> settingErrors = [];
        List<string> words = [.. arguments];
        var profile = SettingProfiles.Take(words, settingErrors);
        var (settings, others) = SettingArguments.Split(words, settingErrors);
        var context = new CommandContext(settings, settingErrors, output, error, time) { ProfileSettings = profile };
        var root = Create(context);
        var parsed = root.Parse(others.Length == 0 ? ["--help"] : others);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
                await error.WriteLineAsync(mistake.Message);
            await error.WriteLineAsync("`storescp --help` shows the commands, `storescp COMMAND --help` their options.");
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // `serve` drains on a signal by itself; the other commands end at once.
                ProcessTerminationTimeout = null,
            }, cancellation);
        }
        catch (CommandException e)
        {
            await error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Ended before it was done.");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync($"A fault of storescp itself; please report it: {e}");
            return ExitCode.Bug;
        }
    }

    private static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand("StoreSCP receives DICOM images by C-STORE, makes them durable, records them, and only then answers Success.")
        {
            ServeCommand.Create(context),
            StatusCommand.Create(context),
            TraceCommand.Create(context),
            ImportCommand.Create(context),
            ForwardCommand.Create(context),
            PluginCommand.Create(context),
            ReconcileCommand.Create(context),
            EmulatorCommand.Create(context),
            SendCommand.Create(context),
            EchoCommand.Create(context),
            DumpCommand.Create(context),
            ConfigCommand.Create(context),
            DoctorCommand.Create(context),
            HealthCommand.Create(context),
        };
        // Taken out of the command line before it is parsed; here it has its line in the help of every command.
        root.Options.Add(new Option<string>(SettingProfiles.Option)
        {
            Description = $"Settings that belong together: {string.Join(" or ", SettingProfiles.Names)}",
            HelpName = "NAME",
            Recursive = true,
        });
        HelpExamples.AddTo(root,
            "storescp serve",
            "storescp serve --profile aws",
            "storescp serve --Scp:Port=104 --Scp:AETitle=ARCHIVE",
            "storescp status",
            "storescp send ./images --to 127.0.0.1:11112");
        HelpExamples.Enable(root);
        return root;
    }
}
