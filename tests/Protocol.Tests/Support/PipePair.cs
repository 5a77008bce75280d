using System.IO.Pipelines;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>Two ends of a connection in memory; nothing blocks on the way to the peer under test.</summary>
sealed class PipePair
{
    private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, useSynchronizationContext: false);

    public PipePair(PipeOptions? toOurs = null, PipeOptions? toPeer = null)
    {
        var there = new Pipe(toOurs ?? Unbounded);
        var back = new Pipe(toPeer ?? Unbounded);
        Ours = new End(there.Reader, back.Writer);
        Peer = new End(back.Reader, there.Writer);
    }

    /// <summary>The end of the code under test.</summary>
    public IDuplexPipe Ours { get; }

    public IDuplexPipe Peer { get; }

    public sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
