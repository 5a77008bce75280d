using Microsoft.Extensions.Logging;
using StoreScp.Import;
using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Importing;

/// <summary>What imports, as the settings say.</summary>
internal static class OpenImport
{
    /// <summary>Null when instances are stored only.</summary>
    public static IImportServices? Services(
        StoreScpOptions options, ServerStorage storage, string holder, IResultObserver results, TimeProvider time, ILoggerFactory loggers)
    {
        try
        {
            return options.Storage.Provider switch
            {
                StorageProvider.Aws => options.Aws.StateMachineArn is null ? null : new AwsImportServices(options, time),
                _ => options.HealthImaging.EmulatorUrl is null ? null : new LocalImportServices(options, storage, holder, results, time, loggers),
            };
        }
        catch (StorageSetupException e)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }
}
