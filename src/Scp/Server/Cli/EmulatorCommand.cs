using System.CommandLine;
using StoreScp.Emulator;
using StoreScp.Server.Hosting;
using StoreScp.Server.Importing;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp emulator</c>: HealthImaging on this machine alone, on the storage folder, until a signal.</summary>
internal static class EmulatorCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("emulator", "Run the HealthImaging emulator alone on the storage folder, until SIGTERM or Ctrl+C");
        HelpExamples.AddTo(command,
            "storescp emulator",
            "storescp emulator --HealthImaging:EmulatorUrl=http://127.0.0.1:8090",
            "storescp emulator --Storage:Path=/var/lib/storescp --HealthImaging:EmulatorJobTime=5s");
        command.SetAction((_, cancellation) => RunAsync(context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var options = context.RequireOptions();
        if (options.HealthImaging.EmulatorUrl is null)
            throw new CommandException(ExitCode.Usage, "HealthImaging:EmulatorUrl is none; the emulator needs an address such as http://127.0.0.1:8090.");
        using var signals = new StopSignals();
        using var loggers = LogSetup.Create(options.Logging);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var settings = LocalEmulator.OptionsOf(options);
        var host = new EmulatorHost(settings, context.Time, loggers);
        var running = host.RunAsync(stop.Token);
        try
        {
            await Task.WhenAny(host.WaitAsync(stop.Token), running, signals.First);
            if (!running.IsCompleted && !signals.First.IsCompleted)
            {
                foreach (var line in Banner(settings, host))
                    await context.Output.WriteLineAsync(line);
                await context.Output.FlushAsync(cancellation);
            }
            await Task.WhenAny(running, signals.First);
            await stop.CancelAsync();
            await running;
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new CommandException(ExitCode.PortUnavailable, LocalEmulator.CannotStart(options, e), e);
        }
        catch (Exception e) when (e is StorageSetupException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }

    private static IEnumerable<string> Banner(EmulatorOptions options, EmulatorHost host)
    {
        var url = host.CurrentUrl.GetLeftPart(UriPartial.Authority);
        yield return "HealthImaging emulator";
        yield return $"  URL         {url}{(host.IsHost ? "" : " (hosted by another process; this one takes over when that one ends)")}";
        yield return $"  Data store  {options.DatastoreId}";
        foreach (var bucket in options.Buckets)
            yield return $"  Bucket      s3://{bucket.Key}/ is {bucket.Value}";
        yield return "";
        yield return "Try: AWS_DISABLE_HOST_PREFIX_INJECTION=true AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local "
            + $"aws medical-imaging list-dicom-import-jobs --datastore-id {options.DatastoreId} --region {options.Region} --endpoint-url {url}";
    }
}
