using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using StoreScp.AwsCalls.Emf;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Metrics.Emf;

/// <summary>Metrics to CloudWatch: from time to time, and once more at the end, as documents on standard output.</summary>
internal sealed partial class EmfPublisher : IAsyncDisposable
{
    /// <summary>A standard output that nobody reads must not hold the end of the process.</summary>
    private static readonly TimeSpan FinishTime = TimeSpan.FromSeconds(5);

    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly ILogger<EmfPublisher> _logger;
    private readonly Task _publishing;
    private bool _hasFailed;

    public EmfPublisher(MetricsOptions options, StoreScpMetrics metrics, Stream output, TimeProvider time, ILogger<EmfPublisher> logger)
    {
        (_time, _logger) = (time, logger);
        _reader = new BaseExportingMetricReader(new EmfExporter(output, options.Environment, time))
        {
            TemporalityPreference = MetricReaderTemporalityPreference.Delta,
        };
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(metrics.Name).AddView(StreamOf).AddReader(_reader).Build();
        _publishing = PublishAsync(options.Interval);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await FinishAsync().WaitAsync(FinishTime, _time);
        }
        catch (TimeoutException)
        {
            LogNotWritten(_logger);
        }
        _stop.Dispose();
    }

    private async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await _publishing;
        // The provider collects a last time before it goes.
        await Task.Run(_provider.Dispose);
    }

    private async Task PublishAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                Collect();
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private void Collect()
    {
        if (_reader.Collect() || _hasFailed)
            return;
        _hasFailed = true;
        LogNotWritten(_logger);
    }

    /// <summary>Only what the list names, without the tags that it does not.</summary>
    private static MetricStreamConfiguration? StreamOf(Instrument instrument)
    {
        var ofInstrument = EmfMetrics.All.Where(metric => metric.Instrument == instrument.Name).ToList();
        if (ofInstrument.Count == 0)
            return MetricStreamConfiguration.Drop;
        string[] tags = [.. ofInstrument.Select(metric => metric.Tag).OfType<string>().Distinct()];
        return ofInstrument[0].Kind switch
        {
            EmfKind.Histogram => new Base2ExponentialBucketHistogramConfiguration { MaxSize = EmfDistribution.MaximumBuckets, TagKeys = tags },
            EmfKind.Counter => new MetricStreamConfiguration { TagKeys = tags },
            // Of a gauge, points that differ in a dropped tag would replace each other; they are summed when they are read.
            _ => null,
        };
    }

    [LoggerMessage(LogLevel.Warning, "Metrics in Embedded Metric Format cannot be written: standard output is closed or nobody reads it")]
    private static partial void LogNotWritten(ILogger logger);
}
