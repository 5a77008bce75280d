namespace StoreScp.Protocol.Associations;

/// <summary>A cell of PS3.8 Table 9-10.</summary>
/// <param name="Otherwise">The second next state of AE-6 (not acceptable) and AR-8 (association-acceptor).</param>
public readonly record struct Transition(AssociationAction Action, AssociationState Next, AssociationState? Otherwise = null);
