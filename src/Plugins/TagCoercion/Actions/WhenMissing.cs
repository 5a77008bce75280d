namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>What becomes of a value that a map has no entry for.</summary>
internal enum WhenMissing
{
    Keep,
    Empty,
    Quarantine,
    Refuse,
}
