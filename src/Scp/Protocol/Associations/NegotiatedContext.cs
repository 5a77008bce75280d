namespace StoreScp.Protocol.Associations;

/// <summary>An accepted presentation context: messages on it are of this abstract syntax, data sets in this transfer syntax (PS3.8 §7.1.1.13).</summary>
public sealed record NegotiatedContext(byte ID, string AbstractSyntax, string TransferSyntax);
