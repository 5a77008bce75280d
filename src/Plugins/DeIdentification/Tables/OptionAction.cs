namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>What the column of an option says (PS3.15 Table E.1-1a).</summary>
internal enum OptionAction : byte
{
    /// <summary>Nothing: the Basic Profile holds.</summary>
    None,

    /// <summary>K: keep; sequences are cleaned.</summary>
    Keep,

    /// <summary>C: replace by a value of similar meaning that identifies nobody.</summary>
    Clean,
}
