namespace StoreScp.Server.Settings;

/// <summary>Traces of reception, for a collector.</summary>
internal sealed record TracingOptions
{
    /// <summary>Of a collector that takes OTLP over HTTP; null: no traces, at no cost.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>How many associations of a hundred are traced, with all their instances.</summary>
    public int SamplePercent { get; init; } = 10;
}
