using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StoreScp.Receiving.Tracing;
using StoreScp.Server.Cli;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Tracing;

/// <summary>Sends the spans of reception to a collector (OTLP over HTTP), beside reception: spans that a collector does not take are dropped.</summary>
internal static class TraceExport
{
    /// <summary>Null when traces are off. Disposing it sends what is left, for at most 5 s.</summary>
    public static IDisposable? Start(TracingOptions options) => options.OtlpEndpoint is not { } endpoint
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .AddSource(ReceptionTrace.SourceName)
            .ConfigureResource(resource => resource.Clear().AddService("storescp", serviceVersion: VersionText.Current, autoGenerateServiceInstanceId: false))
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SamplePercent / 100.0)))
            .AddOtlpExporter(otlp => (otlp.Endpoint, otlp.Protocol) = (endpoint, OtlpExportProtocol.HttpProtobuf))
            .Build();
}
