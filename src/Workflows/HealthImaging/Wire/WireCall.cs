namespace StoreScp.HealthImaging;

/// <summary>One HTTP call of the API before it has an address and a signature.</summary>
internal sealed record WireCall
{
    public required HttpMethod Method { get; init; }

    /// <summary>Path and query, encoded.</summary>
    public required string Path { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The operations on image sets have the host prefix <c>runtime-</c> on AWS.</summary>
    public bool IsRuntime { get; init; }

    /// <summary>The call carries values that identify a patient, and the service's message might quote them.</summary>
    public bool CarriesPatientData { get; init; }

    public required TimeSpan Timeout { get; init; }
}
