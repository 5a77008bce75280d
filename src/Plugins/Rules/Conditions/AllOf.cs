namespace StoreScp.Plugins.Rules;

/// <summary>Every one of several conditions; met when there is none.</summary>
internal sealed class AllOf(Condition[] conditions) : Condition
{
    public override bool IsMet(InstanceView instance)
    {
        foreach (Condition condition in conditions)
            if (!condition.IsMet(instance)) return false;
        return true;
    }
}
