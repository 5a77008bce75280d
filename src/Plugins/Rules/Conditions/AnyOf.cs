namespace StoreScp.Plugins.Rules;

/// <summary>At least one of several conditions.</summary>
internal sealed class AnyOf(Condition[] conditions) : Condition
{
    public override bool IsMet(InstanceView instance)
    {
        foreach (Condition condition in conditions)
            if (condition.IsMet(instance)) return true;
        return false;
    }
}
