using System.CommandLine;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp plugin</c>: what runs, whether a plugin would be taken, and what it does to files.</summary>
internal static class PluginCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("plugin", "List plugins, check a published one, and try it on files")
        {
            PluginListCommand.Create(context),
            PluginVerifyCommand.Create(context),
            PluginTryCommand.Create(context),
        };
        HelpExamples.AddTo(command,
            "storescp plugin list",
            "storescp plugin verify publish",
            "storescp plugin try publish image.dcm");
        return command;
    }
}
