namespace StoreScp.Plugins.Rules;

/// <summary>When a rule applies.</summary>
public abstract class Condition
{
    public abstract bool IsMet(InstanceView instance);
}
