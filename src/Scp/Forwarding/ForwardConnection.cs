using System.IO.Pipelines;

namespace StoreScp.Forwarding;

/// <summary>A transport connection to a destination, and who we are to it.</summary>
/// <param name="transport">Completed by the association that runs on it.</param>
/// <param name="callingAETitle">The title of ours that we call it with.</param>
/// <param name="connection">Closed with this.</param>
public sealed class ForwardConnection(IDuplexPipe transport, string callingAETitle, IAsyncDisposable connection) : IAsyncDisposable
{
    public IDuplexPipe Transport => transport;

    public string CallingAETitle => callingAETitle;

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
