using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Server.Cli;
using StoreScp.Server.Metrics;

namespace StoreScp.Server.Admin;

/// <summary>Health, metrics and plugins over HTTP, on an address of their own.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    public AdminServer(Uri url, HealthState health, Func<PluginHostStatus> plugins, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Limits.MaxRequestBodySize = 0;
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddLogging();
        builder.Services.AddRoutingCore();
        // Ours is not the process that decides about signals.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, QuietLifetime>();
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.Clear().AddService("storescp", serviceVersion: VersionText.Current, autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
            .AddMeter(StoreScpMetrics.MeterName, "System.Runtime")
            .AddView(StoreScpMetrics.SizeInstrument, new ExplicitBucketHistogramConfiguration { Boundaries = StoreScpMetrics.SizeBuckets })
            .AddPrometheusExporter());
        _application = builder.Build();
        _application.UseRouting();
        _application.MapGet("/health/live", () => Results.Text("live\n"));
        _application.MapGet("/health/ready", (HttpContext context) => WriteAsync(context, health.Report()));
        _application.MapGet("/plugins", (HttpContext context) =>
            context.Response.WriteAsJsonAsync(plugins(), PluginJson.Default.PluginHostStatus, cancellationToken: context.RequestAborted));
        _application.MapPrometheusScrapingEndpoint("/metrics");
    }

    /// <summary>With the real port when the operating system chose it; known after the start.</summary>
    public string Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Throws IOException or SocketException when the address cannot be had.</summary>
    public Task StartAsync(CancellationToken cancellation) => _application.StartAsync(cancellation);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(report, AdminJson.Default.HealthReport, cancellationToken: context.RequestAborted);
    }
}
