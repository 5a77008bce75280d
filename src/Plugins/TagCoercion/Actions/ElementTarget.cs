using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>The element that an action is for.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Create">Sequences, items and private blocks on the way to it are added when they are missing.</param>
internal sealed record ElementTarget(ElementPath Path, bool Create);
