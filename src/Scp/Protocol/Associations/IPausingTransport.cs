using System.IO.Pipelines;

namespace StoreScp.Protocol.Associations;

/// <summary>A transport whose reads may wait for our own memory before they wait for the peer: the peer's deadlines stand still meanwhile.</summary>
public interface IPausingTransport : IDuplexPipe
{
    /// <summary>How long reads have waited for memory so far, the wait going on included. Read from any thread.</summary>
    TimeSpan WaitedForMemory { get; }
}
