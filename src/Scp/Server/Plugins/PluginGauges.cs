using System.Diagnostics.Metrics;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Server.Metrics;

namespace StoreScp.Server.Plugins;

/// <summary>Plugin handlers in the metrics: what runs, how often, how it fails.</summary>
internal static class PluginGauges
{
    public static void Show(PluginHost host, StoreScpMetrics metrics)
    {
        metrics.ObserveEach("storescp.plugin.handler", "{handler}", "Configured handlers, by plugin, version and state",
            () => host.Status.Handlers.Select(handler => new Measurement<long>(1, Tag("handler", handler.Name), Tag("plugin", handler.Plugin),
                Tag("version", handler.Version ?? ""), Tag("state", handler.State.ToString()), Tag("breaker", handler.Breaker.ToString()))));
        metrics.ObserveEach("storescp.plugin.calls", "{call}", "Calls of a handler since the start of the process",
            () => host.Status.Handlers.Select(handler => new Measurement<long>(handler.Calls, Tag("handler", handler.Name))));
        metrics.ObserveEach("storescp.plugin.failures", "{call}", "Failed calls of a handler, by kind",
            () => host.Status.Handlers.SelectMany(handler => handler.Failures.Select(
                failure => new Measurement<long>(failure.Value, Tag("handler", handler.Name), Tag("kind", failure.Key.ToString())))));
        metrics.ObserveEach("storescp.plugin.hanging", "{call}", "Calls of a handler that have not come back, each with its thread",
            () => host.Status.Handlers.Select(handler => new Measurement<long>(handler.HangingCalls, Tag("handler", handler.Name))));
        metrics.ObserveEach("storescp.plugin.shadow", "{instance}", "Instances on which a handler's shadow was compared, by result",
            () => host.Status.Handlers.SelectMany(ShadowOf));
    }

    private static IEnumerable<Measurement<long>> ShadowOf(HandlerStatus handler)
    {
        if (handler.Shadow is not { } shadow)
            yield break;
        yield return Of("Same", shadow.Same);
        yield return Of("DifferentDecision", shadow.DifferentDecision);
        yield return Of("DifferentElements", shadow.DifferentElements);
        yield return Of("Failed", shadow.Failed);

        Measurement<long> Of(string result, long count) =>
            new(count, Tag("handler", handler.Name), Tag("version", shadow.Version), Tag("result", result));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
