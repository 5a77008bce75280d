using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>What to do with an element: what the options make of its row, and what holds where they do not apply or cannot be met.</summary>
internal readonly record struct ElementRule(ElementEffect Effect, TableAction Basic);
