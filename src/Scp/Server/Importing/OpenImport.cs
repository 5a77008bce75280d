using Microsoft.Extensions.Logging;
using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Importing;

/// <summary>What imports, as the settings say.</summary>
internal static class OpenImport
{
    /// <summary>Null when instances are stored only.</summary>
    public static IImportServices? Services(StoreScpOptions options, ServerStorage storage, string holder, TimeProvider time, ILoggerFactory loggers)
    {
        try
        {
            return options.HealthImaging.EmulatorUrl is null ? null : new LocalImportServices(options, storage, holder, time, loggers);
        }
        catch (StorageSetupException e)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }
}
