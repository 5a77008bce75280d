using System.CommandLine;
using StoreScp.Server.Doctor;
using StoreScp.Server.Hosting;
using StoreScp.Server.Plugins;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp doctor</c>: uses everything a server needs once, one line each: what works, and what would mend what does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("doctor", "Check everything a server needs: storage, ledger, workflow, secrets; says in one line each what is wrong");
        HelpExamples.AddTo(command,
            "storescp doctor",
            "storescp doctor --profile aws --Aws:Region=eu-west-1 --Aws:Bucket=images --Aws:Table=ledger");
        command.SetAction((_, cancellation) => RunAsync(context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var options = context.RequireOptions();
        var checks = new CheckLines(context.Output);
        checks.Ok("settings: every one is allowed");
        try
        {
            if (options.Storage.Provider == StorageProvider.Aws)
                await AwsChecks.IdentityAsync(options, checks, context.Time, cancellation);
            await CheckStorageAsync(options, checks, context.Time, cancellation);
            if (options.Storage.Provider == StorageProvider.Aws)
                await AwsChecks.ImportAsync(options, checks, context.Time, cancellation);
        }
        catch (StorageSetupException e)
        {
            checks.Wrong(e.Message);
        }
        if (options.Plugins.LedgerKeySecret is not null)
            await checks.TryAsync("secrets: the key of the ledger's identifiers", async () => await SiteSecrets.ProtectionAsync(options, context.Time, cancellation));
        return checks.HasWrong ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task CheckStorageAsync(StoreScpOptions options, CheckLines checks, TimeProvider time, CancellationToken cancellation)
    {
        StorageAdapters? storage = null;
        if (!await checks.TryAsync("storage: open it", async () => storage = await OpenStorage.ForWritingAsync(options, scratch: null, time, cancellation)))
            return;
        await using (storage!)
        {
            await StoreCheck.RunAsync(storage!.Store, checks, cancellation);
            await LedgerCheck.RunAsync(storage, checks, time, cancellation);
        }
    }
}
