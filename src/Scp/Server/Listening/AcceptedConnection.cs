using System.Net;
using System.Net.Sockets;

namespace StoreScp.Server.Listening;

/// <summary>A TCP connection that was let in and has a place among the pending; its runner closes both.</summary>
internal sealed record AcceptedConnection(
    Socket Socket, IPEndPoint Remote, IPEndPoint Local, bool IsTls, PendingConnections.PendingPlace Pending);
