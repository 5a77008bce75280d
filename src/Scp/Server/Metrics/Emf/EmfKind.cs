namespace StoreScp.Server.Metrics.Emf;

/// <summary>What a value of a metric means.</summary>
internal enum EmfKind
{
    /// <summary>How many since the last document; 0 is written too, so that an alarm has something to look at.</summary>
    Counter,

    /// <summary>What is so at the moment.</summary>
    Gauge,

    /// <summary>How the values since the last document are distributed.</summary>
    Histogram,
}
