using StoreScp.Cloud.Lambda;
using StoreScp.Emulator;

namespace StoreScp.Cloud;

/// <summary>What a stand-in cloud is made of beside its services.</summary>
public sealed record CloudOptions
{
    /// <summary>Of the HealthImaging emulator's state; created when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>What runs a function of the workflow, told its name and the cloud's settings; null: the caller polls <see cref="StandInCloud.RuntimeUrls"/>.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, FunctionOptions>? Function { get; init; }

    public EmulatorDelays EmulatorDelays { get; init; } = new() { Submitted = TimeSpan.FromMilliseconds(100), PerJob = TimeSpan.FromMilliseconds(200) };
}
