namespace StoreScp.Server.Metrics.Emf;

/// <summary>One value of one metric.</summary>
/// <param name="Json">A number, or the object of a distribution (<see cref="EmfHistogram"/>).</param>
internal sealed record EmfPoint(EmfMetric Metric, string Json);
