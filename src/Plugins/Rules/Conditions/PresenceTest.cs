namespace StoreScp.Plugins.Rules;

/// <summary>Whether an element is there, with or without a value.</summary>
internal sealed class PresenceTest(ValueSource source, bool isPresent) : Condition
{
    public override bool IsMet(InstanceView instance) => instance.Read(source).IsPresent == isPresent;
}
