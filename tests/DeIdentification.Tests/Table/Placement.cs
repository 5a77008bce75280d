namespace StoreScp.Plugins.DeIdentification.Tests.Table;

/// <summary>Where in an instance an element is put.</summary>
public enum Placement
{
    TopLevel,
    Item,

    /// <summary>In an item of a known sequence that is written as UN, of defined length.</summary>
    ItemInUnknown,

    /// <summary>Behind the bulk.</summary>
    Trailer,
}
