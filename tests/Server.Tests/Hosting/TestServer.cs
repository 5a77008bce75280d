using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Memory;
using StoreScp.Server.Hosting;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;
using StoreScp.Server.Tests.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Hosting;

/// <summary>The server on loopback ports, with a store that a test controls.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly StoreScpMetrics _metrics = new();
    private readonly OpenCertificate _tls;

    private TestServer(StoreScpOptions options, DimseServices services, OpenCertificate tls, TimeProvider time, ILoggerFactory loggers)
    {
        _tls = tls;
        var budget = new MemoryBudget(options.Limits.MemoryBudgetBytes, options.Limits.MemoryWait, time);
        Server = new StoreScpServer(options, _ => services, budget, _metrics, [], time, loggers, certificate: tls.Certificate);
    }

    public StoreScpServer Server { get; }

    public IPEndPoint EndPoint => Server.PlainEndPoint!;

    public static async Task<TestServer> StartAsync(
        ICStoreProvider? storage = null, TimeProvider? time = null, ILoggerFactory? loggers = null, INActionProvider? commitment = null,
        params (string Key, string Value)[] settings)
    {
        var options = Given.Options([("Scp:Port", "0"), ("Scp:BindAddress", "127.0.0.1"), ("Admin:Url", "none"), .. settings]);
        var services = new DimseServices { Storage = storage ?? new SuccessfulStorage(), StorageCommitment = commitment };
        time ??= TimeProvider.System;
        loggers ??= NullLoggerFactory.Instance;
        var tls = await OpenCertificate.OpenAsync(options, time, loggers, CancellationToken.None);
        var server = new TestServer(options, services, tls, time, loggers);
        await server.Server.StartAsync(CancellationToken.None);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _tls.Dispose();
        _metrics.Dispose();
    }

    private sealed class SuccessfulStorage : ICStoreProvider
    {
        public ValueTask<CStoreOutcome> StoreAsync(
            CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation) => new(CStoreOutcome.Success);
    }
}
