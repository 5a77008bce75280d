namespace StoreScp.Testing;

/// <summary>Which lengths of a sequence are defined (PS3.5 §7.5).</summary>
public enum SequenceStyle
{
    Defined,
    UndefinedSequence,
    UndefinedItems,
    Undefined,
}
