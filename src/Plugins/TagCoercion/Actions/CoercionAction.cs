namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>One thing that a rule does to an element.</summary>
internal abstract class CoercionAction(string name, ElementTarget target)
{
    /// <summary>As in the rules.</summary>
    public string Name { get; } = name;

    public ElementTarget Target { get; } = target;

    /// <summary>True when something in the data set is different now.</summary>
    public abstract bool Apply(CoercionRun run);
}
