namespace StoreScp.Server.Metrics.Emf;

/// <summary>A metric as CloudWatch knows it, made of the points of one of our instruments.</summary>
/// <param name="Name">In CloudWatch; dashboards and alarms refer to it, so that it does not change.</param>
/// <param name="Unit">Of CloudWatch's: Count, Bytes or Seconds.</param>
/// <param name="Meaning">As docs/operations.md says it.</param>
internal sealed record EmfMetric(string Name, EmfKind Kind, string Unit, string Instrument, string Meaning)
{
    /// <summary>The tag of the instrument that is looked at; all others are summed over.</summary>
    public string? Tag { get; init; }

    /// <summary>With a name, the metric is there once in all and once for each value of the tag.</summary>
    public string? Dimension { get; init; }

    /// <summary>Which values of the tag count; null: all.</summary>
    public Func<string, bool>? Counts { get; init; }
}
