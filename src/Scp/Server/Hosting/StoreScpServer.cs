using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Memory;
using StoreScp.Server.Admin;
using StoreScp.Server.Cli;
using StoreScp.Server.Listening;
using StoreScp.Server.Metrics;
using StoreScp.Server.Policy;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Hosting;

/// <summary>The server as a whole: DICOM ports, admin HTTP, and how they begin and end. Storage is opened before and closed after it.</summary>
internal sealed partial class StoreScpServer : IAsyncDisposable
{
    private readonly StoreScpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger<StoreScpServer> _logger;
    private readonly DrainSignals _signals = new();
    private readonly CancellationTokenSource _stopListening = new();
    private readonly List<AssociationListener> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly PendingConnections _pending;
    private readonly AssociationPlaces _places;
    private readonly HealthState _health;
    private readonly ConnectionRunner _runner;
    private readonly Func<PluginHostStatus> _plugins;
    private AdminServer? _admin;

    /// <param name="plugins">Null: none are loaded.</param>
    /// <param name="certificate">For Tls:Port; stays the caller's.</param>
    public StoreScpServer(
        StoreScpOptions options, Func<BlockDuplexPipe, DimseServices> services, MemoryBudget budget, StoreScpMetrics metrics,
        IEnumerable<IHealthReason> reasons, TimeProvider time, ILoggerFactory loggers, Func<PluginHostStatus>? plugins = null,
        ServerCertificate? certificate = null)
    {
        _options = options;
        _time = time;
        _loggers = loggers;
        _plugins = plugins ?? (() => new([], []));
        _logger = loggers.CreateLogger<StoreScpServer>();
        _pending = new(options.Scp.MaximumPendingConnections, options.Scp.MaximumPendingConnectionsPerAddress);
        _places = new(options.Scp.MaximumAssociations, options.Scp.MaximumAssociationsPerAE);
        _health = new([.. LimitReasons.Of(_pending, _places, budget), .. reasons]);
        _runner = new(AcceptorLimits.From(options), new SitePolicy(options.Scp), _places, services, budget,
            certificate is null ? null : new TlsServer(options.Tls, certificate, time), metrics, _signals.Tokens, time, loggers);
        metrics.Observe("storescp.association.active", "{association}", "Associations at this moment", () => _places.Count);
        metrics.Observe("storescp.association.limit", "{association}", "Scp:MaximumAssociations", () => _places.Maximum);
        metrics.Observe("storescp.connection.pending", "{connection}", "Connections that have not associated", () => _pending.Count);
        metrics.Observe("storescp.memory.budget.used", "By", "Receiving buffers in use", () => budget.UsedBytes);
        metrics.Observe("storescp.memory.budget.limit", "By", "Limits:MemoryBudgetBytes", () => budget.TotalBytes);
        metrics.Observe("storescp.memory.budget.waiting", "{connection}", "Connections that wait for memory", () => budget.WaiterCount);
    }

    /// <summary>Where DICOM without TLS is listened for; known after the start.</summary>
    public IPEndPoint? PlainEndPoint => _listeners.Find(listener => !listener.IsTls)?.LocalEndPoint;

    public IPEndPoint? TlsEndPoint => _listeners.Find(listener => listener.IsTls)?.LocalEndPoint;

    public string? AdminAddress => _admin?.Address;

    public HealthState Health => _health;

    public int AssociationCount => _places.Count;

    /// <summary>Binds every port, then begins to accept; throws <see cref="CommandException"/> for a port that cannot be had.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_options.Admin.Url is { } url)
            await StartAdminAsync(url, cancellation);
        if (_options.Scp.Port is { } plain)
            _listeners.Add(Listen("Scp:Port", plain, isTls: false));
        if (_options.Tls.Port is { } secure)
            _listeners.Add(Listen("Tls:Port", secure, isTls: true));
        foreach (var listener in _listeners)
            _accepting.Add(listener.RunAsync(_runner.Start, _stopListening.Token));
        _health.StartUpEnded();
        LogListening(_logger, PlainEndPoint?.ToString() ?? "off", TlsEndPoint?.ToString() ?? "off", AdminAddress ?? "off");
    }

    /// <summary>
    /// No new associations; running ones go on for the grace; then the instance in hand is finished and answered; then they are
    /// cut off. Ends when the last association has, and before Scp:DrainMaximum in any case.
    /// </summary>
    public async Task DrainAsync(CancellationToken endGrace)
    {
        var plan = new DrainPlan(_options.Scp, _time);
        _health.DrainingBegan();
        LogDraining(_logger, _places.Count, plan.Grace.TotalSeconds);
        _signals.RequestDrain();
        await plan.WaitAsync(_places.EmptyAsync(), plan.Grace, endGrace);
        if (_places.Count > 0)
            LogGraceOver(_logger, _places.Count);
        _signals.FinishAndAbort();
        await plan.WaitAsync(_places.EmptyAsync(), plan.UntilAbort, CancellationToken.None);
        if (_places.Count > 0)
            LogCutOff(_logger, _places.Count);
        _signals.Abort();
        await plan.WaitAsync(_runner.AllEndedAsync(), DrainPlan.AbortMargin, CancellationToken.None);
        LogDrained(_logger, plan.Elapsed.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        _signals.Abort();
        await _stopListening.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(_accepting);
        if (_admin is not null)
            await _admin.DisposeAsync();
        _stopListening.Dispose();
        _signals.Dispose();
    }

    private AssociationListener Listen(string setting, int port, bool isTls)
    {
        try
        {
            return new(_options.Scp, port, isTls, _pending, _time, _loggers.CreateLogger<AssociationListener>());
        }
        catch (SocketException e)
        {
            var address = _options.Scp.BindAddress?.ToString() ?? "*";
            throw new CommandException(ExitCode.PortUnavailable, PortSentence.For(setting, $"{address}:{port}", e), e);
        }
    }

    private async Task StartAdminAsync(Uri url, CancellationToken cancellation)
    {
        _admin = new AdminServer(url, _health, _plugins, _loggers);
        try
        {
            await _admin.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            throw new CommandException(ExitCode.PortUnavailable, PortSentence.For("Admin:Url", url.Authority, e), e);
        }
    }
}
