namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Where in an instance the walk is.</summary>
/// <param name="Depth">Sequences around it.</param>
/// <param name="CleansText">It is in a sequence that an option keeps for its descriptions: all its text is cleaned.</param>
/// <param name="CleansContent">It is in a sequence of content items that an option keeps: items are treated by their concept names.</param>
internal readonly record struct ElementContext(int Depth, bool CleansText, bool CleansContent)
{
    /// <summary>As deep as the server reads: what is deeper hides in UN, and goes.</summary>
    public const int MaximumDepth = 64;

    public bool IsTopLevel => Depth == 0;

    public ElementContext Inner => this with { Depth = Depth + 1 };
}
