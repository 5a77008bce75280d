using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Puts a text before (prefix) or behind (suffix) each value.</summary>
internal sealed class AffixAction(string name, ElementTarget target, TextTemplate template, bool isPrefix) : ValueAction(name, target, WriteCheck.Value)
{
    protected override string Change(string value, CoercionRun run)
    {
        string affix = template.Fill(run.Instance);
        return isPrefix ? affix + value : value + affix;
    }
}
