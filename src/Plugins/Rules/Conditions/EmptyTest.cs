namespace StoreScp.Plugins.Rules;

/// <summary>Whether an element is absent or has no value.</summary>
internal sealed class EmptyTest(ValueSource source, bool isEmpty) : Condition
{
    public override bool IsMet(InstanceView instance) => instance.Read(source).HasValue != isEmpty;
}
