using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace StoreScp.Benchmarks.Micro;

/// <summary>Short runs in this process: nothing is generated, restored and built for each of them.</summary>
public sealed class InProcessShortRun : ManualConfig
{
    public InProcessShortRun()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
    }
}
