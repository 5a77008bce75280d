namespace StoreScp.Storage;

/// <summary>The right of one holder to do something alone until a time, as the ledger has it.</summary>
/// <param name="Name">What is leased, for example <c>dispatcher</c> or <c>process/{holder}</c>.</param>
/// <param name="Holder">Whoever has it: an id that no other process ever had.</param>
/// <param name="ExpiresAt">By the holder's clock. Others add a margin for clocks that differ.</param>
public sealed record Lease(string Name, string Holder, DateTimeOffset ExpiresAt);
