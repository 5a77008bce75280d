namespace StoreScp.Plugins.Pipeline;

/// <summary>How much of an instance must have arrived before a handler runs.</summary>
public enum HandlerNeeds
{
    /// <summary>Every element before the bulk; the rest passes by as it arrives.</summary>
    Header,

    /// <summary>All of it, kept in memory or in a file meanwhile: costs a second write of large instances.</summary>
    WholeDataSet,
}
