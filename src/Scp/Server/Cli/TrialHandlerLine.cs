using System.Globalization;
using StoreScp.Plugins.Pipeline;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>What one handler did to a file of `storescp plugin try`.</summary>
internal sealed record TrialHandlerLine(
    string Handler, string Plugin, string Version, string Result, string? Reason, bool HasFailed, double Milliseconds, long AllocatedBytes)
{
    public static TrialHandlerLine Of(HandlerStep step) => new(
        step.Handler.Name, step.Handler.PluginName, step.Handler.PluginVersion, step.Result?.Kind.ToString() ?? step.Failure.ToString()!,
        step.Problem ?? (step.Result is { Reason.Length: > 0 } result ? result.Reason : null),
        step.Failure is not null, step.Elapsed.TotalMilliseconds, step.AllocatedBytes);

    public string Text()
    {
        var reason = Reason is null ? "" : $": {Reason}";
        var cost = string.Create(CultureInfo.InvariantCulture, $"{Milliseconds:0.#} ms, {ByteSizeText.ForPeople(AllocatedBytes)}");
        return $"handler {Handler} ({Plugin} {Version}): {(HasFailed ? $"failed ({Result})" : Result)}{reason}, {cost}";
    }
}
