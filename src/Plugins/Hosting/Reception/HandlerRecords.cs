using StoreScp.Plugins.Pipeline;
using StoreScp.Storage;

namespace StoreScp.Plugins.Hosting.Reception;

/// <summary>What a handler did, as the ledger keeps it.</summary>
internal static class HandlerRecords
{
    public static HandlerRecord Of(HandlerStep step) => new()
    {
        Handler = step.Handler.Name,
        Plugin = step.Handler.PluginName,
        Version = step.Handler.PluginVersion,
        Result = step.Result?.Kind.ToString() ?? step.Failure.ToString()!,
        Reason = ReasonOf(step),
        HasFailed = step.Failure is not null,
        ElapsedMicroseconds = (long)step.Elapsed.TotalMicroseconds,
        Changed = [.. step.Changes.Select(change => change.Path)],
        HasMoreChanges = step.HasMoreChanges,
    };

    private static string? ReasonOf(HandlerStep step) => step switch
    {
        { Problem: { } problem } => problem,
        { Result.Routes: { Count: > 0 } routes } => string.Join(", ", routes),
        { Result.Reason: { Length: > 0 } reason } => reason,
        _ => null,
    };
}
