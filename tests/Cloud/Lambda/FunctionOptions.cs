namespace StoreScp.Cloud.Lambda;

/// <summary>One function, as CreateFunction would be told.</summary>
/// <param name="Name">Of the function; the last part of its ARN.</param>
/// <param name="Handler">What the process finds as <c>_HANDLER</c>.</param>
public sealed record FunctionOptions(string Name, string Handler)
{
    /// <summary>The program that polls the runtime API, with its arguments; empty: nobody is started, the caller polls.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Beside what Lambda sets itself.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Of one invocation, from the moment the process has it; then the process is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>MB; only told, not enforced.</summary>
    public int MemorySize { get; init; } = 512;
}
