namespace StoreScp.Benchmarks.Measuring;

/// <summary>The numbers of one run of one scenario against one server.</summary>
public sealed record RunMeasurement
{
    public required string Scenario { get; init; }

    public required string Server { get; init; }

    public required double MegabytesPerSecond { get; init; }

    public required double InstancesPerSecond { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    /// <summary>User and system seconds of the server for each gigabyte (10⁹ bytes) received in the measured phase.</summary>
    public required double ServerSecondsPerGigabyte { get; init; }

    /// <summary>The same of what stands for AWS, which is none of ours; null where nothing does.</summary>
    public required double? AwsSecondsPerGigabyte { get; init; }

    public required double GeneratorSecondsPerGigabyte { get; init; }

    /// <summary>How much of the machine's processors neither server nor generator used, yet was not idle: above a few percent the run says little.</summary>
    public required double OthersPercent { get; init; }

    public required double PeakMebibytes { get; init; }

    public required double? AllocatedBytesPerInstance { get; init; }

    public required long Instances { get; init; }

    public required double Seconds { get; init; }

    public required double EstablishingMilliseconds { get; init; }

    public required int Refused { get; init; }

    public required int Failed { get; init; }

    /// <summary>What the generator or the check of the stored files found wrong.</summary>
    public required IReadOnlyList<string> Faults { get; init; }
}
