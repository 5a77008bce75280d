using System.Net;
using StoreScp.Import.Repair;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Receiving;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Memory;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>One server process as the import sees it: reception, lease, sealing, dispatcher and sweep, each an activity of its own.</summary>
internal sealed class ReceivingProcess
{
    private const byte ContextID = 1;
    private const int Attempts = 4;

    private readonly ImportWorld _world;
    private readonly int _number;
    private readonly PausingCalls _calls;
    private readonly ProcessLease _lease;
    private readonly Batches _batches;
    private readonly StorageScp _scp;
    private readonly Dispatcher _dispatcher;
    private readonly ImportSweep _sweep;

    public ReceivingProcess(ImportWorld world, ReceivingOptions options, StepScheduler scheduler, int number)
    {
        (_world, _number) = (world, number);
        _calls = new PausingCalls(scheduler, number);
        var holder = Guid.NewGuid().ToString("N");
        var batches = new PausingBatches(world.Batches, world.Leases, _calls);
        var store = new PausingStore(world.Store, _calls);
        var ledger = new PausingLedger(world.Ledger, _calls);
        var workflows = new PausingWorkflows(world.Workflows, _calls);
        _lease = new ProcessLease(batches, ProcessLease.DefaultLength, world.Time);
        _batches = new Batches(batches, _lease, new BatchOptions { MaximumFiles = 3 }, world.Time);
        _scp = new StorageScp(store, ledger, _batches, options, world.Time);
        _dispatcher = new Dispatcher(batches, batches, workflows, world.Options, holder, world.Time);
        _sweep = new ImportSweep(
            batches, ledger, batches, store, world.HealthImaging, new OrphanAdopter(store, ledger, options), world.HealthImaging, workflows, _dispatcher, world.Options,
            holder, world.Time);
    }

    /// <summary>One association: each instance is sent until it is answered with Success, a few times.</summary>
    public async Task SendAsync(IReadOnlyList<SyntheticInstance> instances, Action<SyntheticInstance> acknowledged)
    {
        var provider = _scp.ForConnection(new BlockDuplexPipe(Stream.Null, new MemoryBudget(8 * MemoryBudget.BlockBytes, TimeSpan.FromSeconds(20), _world.Time)));
        foreach (var instance in instances)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await _calls.PauseAsync();
                if (!await TryStoreAsync(provider, instance))
                    continue;
                acknowledged(instance);
                break;
            }
        }
    }

    /// <summary>What a server does beside reception, until it need not any more.</summary>
    public IEnumerable<(int Process, Task Activity)> Run(Func<bool> isOver) =>
        ((Func<Task>[])[RenewAsync, SealAsync, DispatchAsync, SweepAsync]).Select(turn => (_number, RepeatAsync(turn, isOver)));

    /// <summary>One turn of each.</summary>
    public async Task TurnAsync()
    {
        await RenewAsync();
        await SealAsync();
        await SweepAsync();
        await DispatchAsync();
    }

    private Task RenewAsync() => TryAsync(() => _lease.RenewAsync(default));

    private Task SealAsync() => TryAsync(() => _batches.SealDueAsync(default));

    private Task DispatchAsync() => TryAsync(async () => await _dispatcher.RunOnceAsync(default));

    private Task SweepAsync() => TryAsync(async () => await _sweep.RunOnceAsync(default));

    /// <summary>The server does what fails again, too.</summary>
    private static async Task TryAsync(Func<ValueTask> turn)
    {
        try
        {
            await turn();
        }
        catch (StorageUnavailableException)
        {
            // Another was faster: the next turn sees what it did.
        }
    }

    private async Task RepeatAsync(Func<Task> turn, Func<bool> isOver)
    {
        while (!isOver())
        {
            await _calls.PauseAsync();
            await turn();
        }
    }

    private static async Task<bool> TryStoreAsync(ICStoreProvider provider, SyntheticInstance instance)
    {
        var request = new CStoreRQ { PresentationContextID = ContextID, MessageID = 1, AffectedSOPClassUID = instance.SOPClassUID, AffectedSOPInstanceUID = instance.SOPInstanceUID };
        var association = Association(instance);
        try
        {
            var outcome = await provider.StoreAsync(request, new WholeDataSet(association.Find(ContextID)!, instance.DataSetToArray()), association, default);
            return outcome.Status == DimseStatus.Success;
        }
        catch (StoreFailureException failure)
        {
            failure.Status.Should().Be(DimseStatus.OutOfResources);
            return false;
        }
    }

    private static AssociationContext Association(SyntheticInstance instance)
    {
        var peer = new IPEndPoint(IPAddress.Loopback, 40_000);
        return new AssociationContext(
            new PeerConnection { Remote = peer, Local = new IPEndPoint(IPAddress.Loopback, 11112), AssociationId = "a1" },
            new AAssociateRQ
            {
                CalledAETitle = "STORESCP",
                CallingAETitle = "MODALITY",
                PresentationContexts = [new PresentationContextRQ(ContextID, instance.SOPClassUID, [instance.TransferSyntaxUID])],
                UserInformation = new UserInformation(),
            },
            new AAssociateAC { PresentationContexts = [new PresentationContextAC(ContextID, PresentationContextResult.Acceptance, instance.TransferSyntaxUID)] });
    }
}
