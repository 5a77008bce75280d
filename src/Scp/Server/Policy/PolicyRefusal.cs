using StoreScp.Protocol.Pdus;

namespace StoreScp.Server.Policy;

/// <summary>A refused association: what the peer is told, and which setting an operator must look at.</summary>
internal sealed record PolicyRefusal(AAssociateRJ Answer, string Why);
