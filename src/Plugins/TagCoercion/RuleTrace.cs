namespace StoreScp.Plugins.TagCoercion;

/// <summary>What one action of a rule did to an instance: made when the rules are loaded, so that telling of it costs nothing.</summary>
/// <param name="RuleNumber">Counted from 1.</param>
/// <param name="RuleName">As the rules name it.</param>
/// <param name="Action">Its name in the rules, such as setIfEmpty.</param>
/// <param name="Tags">The element it is for, such as (0010,0020); never a value.</param>
/// <param name="IsChanged">Something in the data set is different now.</param>
internal sealed record RuleTrace(int RuleNumber, string RuleName, string Action, string Tags, bool IsChanged)
{
    /// <summary>The line of the log.</summary>
    public string Text { get; } =
        FormattableString.Invariant($"Rule {RuleNumber} \"{RuleName}\": {Action} {Tags}{(IsChanged ? "" : ": nothing to change")}");

    public override string ToString() => Text;
}
