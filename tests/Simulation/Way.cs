namespace StoreScp.Simulation;

/// <summary>The ways of making import jobs that are compared.</summary>
internal enum Way
{
    /// <summary>The product's.</summary>
    BatchesAndDispatcher,

    /// <summary>The product's batches, started without its dispatcher.</summary>
    BatchesStartedAtOnce,

    JobPerAssociation,

    JobPerInstance,
}
