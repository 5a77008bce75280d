namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>An action code of the column Basic Profile (PS3.15 Table E.1-1a); the numbers are those of the generated tables.</summary>
internal enum TableAction : byte
{
    /// <summary>Remove.</summary>
    X,

    /// <summary>Zero length, or a dummy value.</summary>
    Z,

    /// <summary>A dummy value.</summary>
    D,

    /// <summary>A UID that is the same wherever the original was the same.</summary>
    U,

    /// <summary>X unless Z is needed for conformance: Type 3 or Type 2.</summary>
    XZ,

    /// <summary>X unless D is needed: Type 3 or Type 1.</summary>
    XD,

    /// <summary>X, Z or D by the attribute's type: 3, 2 or 1.</summary>
    XZD,

    /// <summary>Z unless D is needed: Type 2 or Type 1.</summary>
    ZD,

    /// <summary>X/Z/U*: of a sequence of references: X, Z, or the UIDs in it are replaced.</summary>
    XZU,
}
