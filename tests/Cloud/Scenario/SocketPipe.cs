using System.IO.Pipelines;
using System.Net.Sockets;

namespace StoreScp.Cloud.Scenario;

/// <summary>A connection as an association speaks over it.</summary>
internal sealed class SocketPipe(NetworkStream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
