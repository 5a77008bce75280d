namespace StoreScp.Plugins.Rules;

/// <summary>The contrary of a condition.</summary>
internal sealed class Not(Condition condition) : Condition
{
    public override bool IsMet(InstanceView instance) => !condition.IsMet(instance);
}
