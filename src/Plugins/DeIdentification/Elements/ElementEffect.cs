namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>What the chosen options make of a row of PS3.15 Table E.1-1.</summary>
internal enum ElementEffect : byte
{
    /// <summary>The column Basic Profile.</summary>
    Basic,

    /// <summary>The value stays; items of sequences are de-identified.</summary>
    Keep,

    /// <summary>Dates go back by the patient's days; times stay.</summary>
    ShiftDates,

    /// <summary>Text keeps its safe words; so does the text in items.</summary>
    CleanText,

    /// <summary>An application entity keeps a name, but another one.</summary>
    RenameEntity,

    /// <summary>Content items are treated by their concept names.</summary>
    CleanContent,

    /// <summary>Graphics without text.</summary>
    CleanGraphics,

    /// <summary>Private elements that are safe stay.</summary>
    CleanPrivate,

    /// <summary>The row is ignored: to prove that a test would notice.</summary>
    LeaveAlone,
}
