using System.CommandLine;
using Microsoft.Extensions.Logging;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Memory;
using StoreScp.Server.Admin;
using StoreScp.Server.Commitments;
using StoreScp.Server.Forwards;
using StoreScp.Server.Hosting;
using StoreScp.Server.Importing;
using StoreScp.Server.Logging;
using StoreScp.Server.Metrics;
using StoreScp.Server.Metrics.Emf;
using StoreScp.Server.Plugins;
using StoreScp.Server.Plugins.Fetching;
using StoreScp.Server.ScaleIn;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;
using StoreScp.Server.Tracing;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp serve</c>: opens storage, then ports; waits for a signal; drains; closes in the opposite order.</summary>
internal static class ServeCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Receive images until SIGTERM or Ctrl+C; every setting has a default (see `storescp config`)");
        HelpExamples.AddTo(command,
            "storescp serve",
            "storescp serve --Scp:AETitle=ARCHIVE --Scp:Port=104 --Storage:Path=/var/lib/storescp",
            "storescp serve --Scp:PeerCIDRs:0=10.1.0.0/16 --Scp:MaximumAssociations=50",
            "STORESCP__Scp__Port=0 STORESCP__Admin__Url=none storescp serve");
        command.SetAction((_, cancellation) => RunAsync(context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var options = context.RequireOptions();
        using var signals = new StopSignals();
        using var loggers = LogSetup.Create(options.Logging);
        using var faults = new ProcessFaults(loggers.CreateLogger<ProcessFaults>());
        using var metrics = new StoreScpMetrics();
        using var tracing = TraceExport.Start(options.Tracing);
        DrainWatchdog? watchdog = null;
        options = await PluginFetcher.AddToAsync(options, context.Time, cancellation);
        await using var plugins = await ServerPlugins.StartAsync(options, metrics, context.Time, loggers, cancellation);
        var storage = await ServerStorage.OpenAsync(options, plugins.IdentifierProtection, metrics, context.Time, cancellation);
        await using (storage)
        {
            await using var import = await ServerImport.StartAsync(options, storage, metrics, context.Time, loggers, cancellation);
            var scp = storage.CreateScp(import?.Batches, plugins.Pipeline);
            var budget = new MemoryBudget(options.Limits.MemoryBudgetBytes, options.Limits.MemoryWait, context.Time);
            var owner = Guid.CreateVersion7(context.Time.GetUtcNow()).ToString("N");
            using var tls = await OpenCertificate.OpenAsync(options, context.Time, loggers, cancellation);
            var peers = new KnownPeers(options, tls.Certificate, context.Time);
            using var forwarding = new ServerForwarding(options, storage, peers, metrics, owner, context.Time, loggers);
            var commitment = storage.CommitmentScp(
                new AnsweringAssociations(options, peers, context.Time), CommitmentLimits.From(options), owner, context.Time,
                new CommitmentLog(metrics, context.Time, loggers.CreateLogger<CommitmentLog>()));
            await using var server = new StoreScpServer(
                options, pipe => new DimseServices { Storage = scp.ForConnection(pipe), StorageCommitment = commitment.Scp },
                budget, metrics, [storage.Reason, plugins.Reason, forwarding.Reason, .. import is null ? [] : (IHealthReason[])[import.Reason]], context.Time, loggers, () => plugins.Status, tls.Certificate);
            await server.StartAsync(cancellation);
            foreach (var line in Banner.Lines(options, server, import?.Place, VersionText.Current))
                await context.Output.WriteLineAsync(line);
            await context.Output.FlushAsync(cancellation);
            // Until then standard output is the banner's.
            await using var emf = options.Metrics.EmbeddedMetricFormat
                ? new EmfPublisher(options.Metrics, metrics, Console.OpenStandardOutput(), context.Time, loggers.CreateLogger<EmfPublisher>())
                : null;

            using var stopLoops = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var sweeping = new SweepLoop(storage.Sweep, metrics, context.Time, loggers.CreateLogger<SweepLoop>()).RunAsync(stopLoops.Token);
            var watching = plugins.RunAsync(stopLoops.Token);
            var answering = commitment.AnswerAsync(stopLoops.Token);
            var forwards = forwarding.RunAsync(stopLoops.Token);
            using var agent = EcsAgent.OfEnvironment(context.Time);
            var protecting = agent is null ? Task.CompletedTask : new TaskProtection(
                options.ScaleIn, agent, () => server.AssociationCount > 0 || import?.Batches.OpenCount > 0 || forwarding.IsSending,
                context.Time, loggers.CreateLogger<TaskProtection>()).RunAsync(stopLoops.Token);
            await WaitForStopAsync(signals.First, cancellation);
            watchdog = signals.First.IsCompleted ? new DrainWatchdog(options.Scp.DrainMaximum, Environment.Exit, context.Time, loggers.CreateLogger<DrainWatchdog>()) : null;
            await stopLoops.CancelAsync();
            await server.DrainAsync(signals.Second);
            forwarding.FinishSoon();
            if (import is not null)
                await import.SealAllAsync();
            await Task.WhenAll(sweeping, answering, forwards, watching, protecting);
        }
        watchdog?.Dispose();
        return ExitCode.Success;
    }

    /// <summary>Ends with the signal or, where the process is ours only in part (tests), with the token.</summary>
    private static async Task WaitForStopAsync(Task signal, CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(cancelled.SetResult);
        await Task.WhenAny(signal, cancelled.Task);
    }
}
