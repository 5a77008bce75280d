using System.CommandLine;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp import</c>: what operators ask and do about batches.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("import", "List, show and redrive batches of the import, and what it refused")
        {
            ImportListCommand.Create(context),
            ImportShowCommand.Create(context),
            ImportRedriveCommand.Create(context),
            ImportQuarantineCommand.Create(context),
        };
        HelpExamples.AddTo(command,
            "storescp import list --state Failed",
            "storescp import show 019ab0c1d2e3f4058697a8b9cadbecfd",
            "storescp import redrive --failed --since 1d",
            "storescp import quarantine");
        return command;
    }
}
