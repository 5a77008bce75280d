using System.CommandLine;
using System.Text.Json;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp config</c>: every setting as it holds now, and where it came from.</summary>
internal static class ConfigCommand
{
    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object per line: Setting, Value, Source" };
        var command = new Command("config", "Show the settings that hold and where each came from; secrets are masked") { json };
        HelpExamples.AddTo(command,
            "storescp config",
            "STORESCP__Scp__Port=104 storescp config --Scp:AETitle=ARCHIVE",
            "storescp config --json | grep Timeout");
        command.SetAction(result => Run(context, result.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, bool asJson)
    {
        var loaded = context.LoadSettings();
        if (asJson)
        {
            foreach (var setting in loaded.Effective)
                context.Output.WriteLine(JsonSerializer.Serialize(setting, CliJson.Default.EffectiveSetting));
        }
        else
        {
            var table = Terminal.Table("Setting", "Value", "Source");
            foreach (var setting in loaded.Effective)
                table.AddTextRow(setting.Setting, setting.Value, setting.Source);
            Terminal.On(context.Output).Write(table);
        }
        foreach (var error in loaded.Errors)
            context.Error.WriteLine(error);
        return loaded.Errors.Count == 0 ? ExitCode.Success : ExitCode.Usage;
    }
}
