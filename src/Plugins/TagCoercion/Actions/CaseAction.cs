namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Makes all letters upper or lower case, as Unicode has it, in no language in particular.</summary>
internal sealed class CaseAction(string name, ElementTarget target, bool isUpper) : ValueAction(name, target, WriteCheck.None)
{
    protected override string Change(string value, CoercionRun run) => isUpper ? value.ToUpperInvariant() : value.ToLowerInvariant();
}
