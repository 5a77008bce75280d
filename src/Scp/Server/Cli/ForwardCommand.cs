using System.CommandLine;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp forward</c>: what operators ask and do about instances that go on to DICOM destinations.</summary>
internal static class ForwardCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("forward", "List and redrive instances that are forwarded to DICOM destinations")
        {
            ForwardListCommand.Create(context),
            ForwardRedriveCommand.Create(context),
        };
        HelpExamples.AddTo(command,
            "storescp forward list --state Waiting",
            "storescp forward redrive --route pacs --since 1d");
        return command;
    }
}
