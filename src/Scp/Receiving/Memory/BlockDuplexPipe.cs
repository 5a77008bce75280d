using System.IO.Pipelines;
using StoreScp.Protocol.Associations;

namespace StoreScp.Receiving.Memory;

/// <summary>A connection's stream (TCP or TLS) as the pipe the protocol reads and writes: see <see cref="BlockPipeReader"/>.</summary>
public sealed class BlockDuplexPipe : IDuplexPipe, IPausingTransport
{
    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 4096, leaveOpen: true);

    private readonly BlockPipeReader _input;

    /// <param name="stream">Stays open; its owner closes it after the pipe is completed.</param>
    /// <param name="budget">Where the memory for received bytes comes from.</param>
    public BlockDuplexPipe(Stream stream, MemoryBudget budget)
    {
        _input = new BlockPipeReader(stream, budget);
        Output = PipeWriter.Create(stream, WriterOptions);
    }

    public PipeReader Input => _input;

    public PipeWriter Output { get; }

    /// <inheritdoc cref="BlockPipeReader.IsStarved"/>
    public bool IsStarved => _input.IsStarved;

    /// <inheritdoc/>
    public TimeSpan WaitedForMemory => _input.WaitedForMemory;
}
