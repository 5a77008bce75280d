namespace StoreScp.LocalRunner;

/// <summary>The workflow's definition asks for something that this runner does not do, or contradicts itself.</summary>
/// <param name="state">Null: the definition itself.</param>
/// <param name="field">For example <c>Retry[0].JitterStrategy</c>.</param>
/// <param name="reason">One plain sentence.</param>
public sealed class WorkflowDefinitionException(string? state, string field, string reason)
    : Exception($"{(state is null ? "The workflow" : $"State '{state}'")}, {field}: {reason}")
{
    public string? State { get; } = state;

    public string Field { get; } = field;
}
