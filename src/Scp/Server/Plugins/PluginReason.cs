using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Server.Admin;

namespace StoreScp.Server.Plugins;

/// <summary>A handler that is not let run, or whose newest version cannot be used.</summary>
internal sealed class PluginReason(PluginHost host) : IHealthReason
{
    public string? Reason
    {
        get
        {
            var problems = host.Status.Handlers.Select(ProblemOf).OfType<string>().ToList();
            return problems.Count == 0 ? null : string.Join("; ", problems);
        }
    }

    private static string? ProblemOf(HandlerStatus handler) => handler switch
    {
        { State: HandlerState.NotLoaded } => $"plugin handler {handler.Name} is not loaded",
        { Breaker: BreakerState.OpenUntilReload } => $"plugin handler {handler.Name} hangs: its instances are refused until it is reloaded",
        { Breaker: not BreakerState.Closed } => $"plugin handler {handler.Name} fails: its instances are refused for a while",
        { State: HandlerState.Outdated } => $"plugin handler {handler.Name} cannot be updated",
        _ => null,
    };
}
