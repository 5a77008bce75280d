using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

/// <summary>
/// HealthImaging on this machine: its API on one port, import jobs, image sets. One process at a time may use a folder;
/// <see cref="EmulatorHost"/> sees to that.
/// </summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private const int MaximumConnections = 1_000;

    private readonly WebApplication _application;
    private readonly EmulatorState _state;
    private readonly JobRunner _jobs;

    private EmulatorServer(EmulatorOptions options, EmulatorState state, TimeProvider time, ILoggerFactory loggers)
    {
        _state = state;
        Options = options;
        var buckets = new Buckets(options);
        var workflow = new JobWorkflow(
            options, state, buckets, new InputScan(options.Quotas), new FileImport(state.Blobs, options.Quotas, options.Faults),
            new OutputFiles(buckets, options.Faults), new StudyGate(), time);
        _jobs = new JobRunner(workflow, state, loggers.CreateLogger<JobRunner>());
        _application = Build(options, loggers);
        var pipeline = new ApiPipeline(options, new TokenBuckets(options.Throttles, time), loggers.CreateLogger<ApiPipeline>());
        var routes = new Routes(pipeline);
        routes.Map(
            _application, new DatastoreOperations(options, state, time), new ImportJobOperations(options, state, _jobs, time),
            new TagOperations(options, state), new FaultOperations(options.Faults));
        routes.Map(
            _application, new ImageSetOperations(options, state, time), new SearchOperation(state), new UpdateOperation(state, time),
            new CopyOperation(options, state, time));
        routes.Map(_application, new StoreOperation(options, state), new RetrieveOperations(state), new QueryOperations(state));
        routes.MapFallback(_application);
    }

    public EmulatorOptions Options { get; }

    /// <summary>With the real port when the operating system chose it.</summary>
    public Uri Url => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Opens the folder, goes on with jobs that an earlier process left, and listens.</summary>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    /// <exception cref="IOException">The folder or the address cannot be had.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        EmulatorState state = EmulatorState.Open(options, time);
        EmulatorServer server;
        try
        {
            server = new EmulatorServer(options, state, time, loggers);
        }
        catch
        {
            state.Dispose();
            throw;
        }
        try
        {
            await server._application.StartAsync(cancellation);
            server._jobs.Resume();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when nothing is left to do for the job.</summary>
    internal Task EndOfJobAsync(string jobId) => _jobs.EndOfAsync(jobId);

    /// <summary>Stops listening and leaves jobs where they are; the next start goes on with them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _jobs.DisposeAsync();
        _state.Dispose();
    }

    private static WebApplication Build(EmulatorOptions options, ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(options.Url.GetLeftPart(UriPartial.Authority));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaximumConnections;
            kestrel.Limits.MaxRequestBodySize = options.Quotas.BytesPerStoreRequest;
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddLogging();
        builder.Services.AddRoutingCore();
        // The process that composes us decides about signals.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        WebApplication application = builder.Build();
        application.UseRouting();
        return application;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
