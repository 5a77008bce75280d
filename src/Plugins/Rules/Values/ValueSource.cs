namespace StoreScp.Plugins.Rules;

/// <summary>Where conditions and placeholders take values from: an element, or the association.</summary>
public sealed class ValueSource
{
    internal ValueSource(int slot, ElementPath path) => (Slot, Path) = (slot, path);

    internal ValueSource(int slot, AssociationField field) => (Slot, Field) = (slot, field);

    /// <summary>Its place in an <see cref="InstanceView"/>.</summary>
    internal int Slot { get; }

    /// <summary>Null: of the association.</summary>
    public ElementPath? Path { get; }

    public AssociationField Field { get; }
}
