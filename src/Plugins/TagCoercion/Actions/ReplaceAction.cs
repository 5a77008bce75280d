using System.Text.RegularExpressions;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Replaces every match of a regular expression in each value.</summary>
internal sealed class ReplaceAction(string name, ElementTarget target, Regex regex, string with) : ValueAction(name, target, WriteCheck.Value)
{
    protected override string Change(string value, CoercionRun run) => regex.Replace(value, with);
}
