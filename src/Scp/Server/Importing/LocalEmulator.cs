using StoreScp.Emulator;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Importing;

/// <summary>How the HealthImaging emulator lives in the storage folder: the objects of the store and the results of jobs are its S3 buckets.</summary>
internal static class LocalEmulator
{
    public const string ObjectsBucket = "local";
    public const string ResultsBucket = "local-results";

    public static string ResultsFolder(StoreScpOptions options) => Path.Combine(Path.GetFullPath(options.Storage.Path), "results");

    public static EmulatorOptions OptionsOf(StoreScpOptions options)
    {
        var root = Path.GetFullPath(options.Storage.Path);
        return new EmulatorOptions
        {
            Folder = Path.Combine(root, "emulator"),
            Url = options.HealthImaging.EmulatorUrl!,
            DatastoreId = options.HealthImaging.DatastoreId,
            FurtherDatastoreIds = [.. options.Routes.Select(route => route.DatastoreId).OfType<string>()],
            Buckets = new Dictionary<string, string> { [ObjectsBucket] = Path.Combine(root, "objects"), [ResultsBucket] = ResultsFolder(options) },
            Delays = new EmulatorDelays { PerJob = options.HealthImaging.EmulatorJobTime },
        };
    }

    /// <summary>One sentence about the address, and one about what to do.</summary>
    public static string CannotStart(StoreScpOptions options, Exception error) =>
        $"The HealthImaging emulator cannot start at HealthImaging:EmulatorUrl, which is {options.HealthImaging.EmulatorUrl}: {error.Message} "
        + "Another address is set with --HealthImaging:EmulatorUrl=http://127.0.0.1:PORT (0: any free port; none: no import).";
}
