namespace StoreScp.Forwarding;

/// <summary>Opens transport connections to destinations; knows their addresses, and whether they want TLS.</summary>
public interface IForwardConnections
{
    /// <exception cref="DestinationUnreachableException">It is not known, or cannot be connected to now.</exception>
    Task<ForwardConnection> ConnectAsync(string destinationAETitle, CancellationToken cancellation);
}
