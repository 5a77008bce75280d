using StoreScp.Import;
using StoreScp.Lambda.Runtime;
using StoreScp.Lambda.Settings;
using StoreScp.Receiving;
using StoreScp.Receiving.Routing;
using StoreScp.Storage;

namespace StoreScp.Lambda.Functions;

/// <summary>The functions by the name of their handler: the Tasks of import.asl.json, and what a schedule runs when no server does.</summary>
internal sealed class FunctionTable
{
    private readonly ImportPorts _ports;
    private readonly ImportOptions _options;
    private readonly OrphanAdopter _adopter;
    private readonly ImportFunctions _tasks;
    private readonly IResultObserver _results;
    private readonly TimeProvider _time;

    /// <param name="results">Sees how deliveries end.</param>
    public FunctionTable(ImportPorts ports, FunctionSettings settings, IResultObserver results, TimeProvider time)
    {
        (_ports, _options, _results, _time) = (ports, settings.Import, results, time);
        _adopter = new OrphanAdopter(ports.Store, ports.Ledger, ReceivingOptionsOf(settings));
        _tasks = new ImportFunctions(ports.Batches, ports.Ledger, ports.Store, ports.Output, _adopter, ports.HealthImaging, settings.Import, time, results);
    }

    public IEnumerable<string> Names => [.. _tasks.Names, nameof(ScheduledWork.Sweep), nameof(ScheduledWork.Dispatch)];

    /// <returns>Null when there is no function of this name.</returns>
    /// <exception cref="SettingsException">The function needs a setting that is not there.</exception>
    public LambdaFunction? Find(string handler) => handler switch
    {
        nameof(ScheduledWork.Sweep) => Scheduled(handler).Sweep,
        nameof(ScheduledWork.Dispatch) => Scheduled(handler).Dispatch,
        _ when _tasks.Names.Contains(handler) => (invocation, cancellation) => _tasks.RunAsync(handler, invocation.Event, cancellation),
        _ => null,
    };

    private ScheduledWork Scheduled(string handler)
    {
        var workflows = _ports.Workflows ?? throw new SettingsException([$"STORESCP__Aws__StateMachineArn is not set: {handler} starts executions of it."]);
        return new ScheduledWork(_ports, workflows, _adopter, _options, _results, _time);
    }

    /// <summary>Of an object in the folder of a batch, the adopter needs to know the route only.</summary>
    private static ReceivingOptions ReceivingOptionsOf(FunctionSettings settings) => new()
    {
        Routes = new RouteTable(
            [Route.Datastore(Delivery.DefaultRoute, ""), .. settings.RouteNames.Select(route => Route.Datastore(route.Value, route.Key))], [Delivery.DefaultRoute]),
        ScratchDirectory = Path.GetTempPath(),
    };
}
