namespace StoreScp.Storage;

/// <summary>Names a forward: an instance by its receipt, and the route that it takes.</summary>
public readonly record struct ForwardKey(ReceiptId Receipt, string Route);
