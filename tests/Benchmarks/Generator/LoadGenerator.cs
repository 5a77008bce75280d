using System.Diagnostics;
using System.Net.Sockets;

namespace StoreScp.Benchmarks.Generator;

/// <summary>Sends a <see cref="LoadPlan"/> to a server: N associations at the same time, M instances in each.</summary>
public sealed class LoadGenerator(MessageTemplate template, int port, TimeSpan deadline)
{
    // So many connections are opened at a time: a full accept queue answers a SYN only after a second, which would measure the kernel.
    private const int HandshakesAtATime = 16;

    private readonly byte[] _associateRQ = AssociatePdus.AssociateRQ(template.Instance.SOPClassUID);

    /// <summary>Associates and releases; returns Maximum Length Received, or null when nobody answers yet.</summary>
    public static async Task<int?> ProbeAsync(int port, string sopClassUID, CancellationToken cancellation)
    {
        using var association = new GeneratorAssociation();
        if (await association.EstablishAsync(port, AssociatePdus.AssociateRQ(sopClassUID), cancellation) is not null)
            return null;
        await association.ReleaseAsync(cancellation);
        return association.AnnouncedLength;
    }

    public async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(deadline);
        var phase = new Phase(plan, timeout.Token);
        phase.Clock.Start();
        var running = Enumerable.Range(0, plan.Associations).Select(index => Task.Run(() => RunAssociationAsync(phase, index))).ToArray();
        var outcomes = await Task.WhenAll(running);
        cancellation.ThrowIfCancellationRequested();
        var instances = outcomes.Sum(o => (long)o.ResponseTicks.Count);
        var elapsed = plan.Steady ? phase.Clock.Elapsed - phase.Established : phase.Clock.Elapsed;
        return new LoadResult(elapsed, phase.Established, instances, instances * template.Instance.DataSet.Length, outcomes);
    }

    private async Task<AssociationOutcome> RunAssociationAsync(Phase phase, int index)
    {
        var plan = phase.Plan;
        var outcome = new AssociationOutcome(plan.InstancesPerAssociation);
        using var association = new GeneratorAssociation();
        // A gathering send takes no token: closing the socket is what ends one that the server does not read.
        await using var closing = phase.Cancellation.Register(association.Dispose);
        try
        {
            outcome.Refusal = await EstablishAsync(phase, association);
            if (outcome.Refusal is not null)
                return outcome;
            var message = new MessageHead(template, plan.FirstInstanceNumber + index);
            for (var i = 0; i < plan.InstancesPerAssociation || phase.Clock.Elapsed < plan.MinimumDuration; i++)
            {
                var number = plan.FirstInstanceNumber + index + ((long)i * plan.Associations);
                var (status, ticks) = await association.StoreAsync(message, number, phase.Cancellation);
                outcome.Answered(status, ticks);
            }

            await association.ReleaseAsync(phase.Cancellation);
        }
        catch (Exception failure) when (failure is SocketException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            outcome.Failure = phase.Cancellation.IsCancellationRequested ? "no answer in time" : failure.Message;
        }

        return outcome;
    }

    private async Task<string?> EstablishAsync(Phase phase, GeneratorAssociation association)
    {
        await phase.Handshakes.WaitAsync(phase.Cancellation);
        try
        {
            var refusal = await association.EstablishAsync(port, _associateRQ, phase.Cancellation);
            if (refusal is null && association.AnnouncedLength != 0 && association.AnnouncedLength < template.MaximumLength)
                throw new InvalidDataException($"the server now announces PDUs of {association.AnnouncedLength} bytes");
            return refusal;
        }
        finally
        {
            phase.Handshakes.Release();
            await phase.AssociationAnsweredAsync();
        }
    }

    /// <summary>What the associations of one run share.</summary>
    private sealed class Phase(LoadPlan plan, CancellationToken cancellation)
    {
        private readonly TaskCompletionSource _allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _answered;

        public LoadPlan Plan => plan;

        public CancellationToken Cancellation => cancellation;

        public Stopwatch Clock { get; } = new();

        public SemaphoreSlim Handshakes { get; } = new(HandshakesAtATime);

        public TimeSpan Established { get; private set; }

        /// <summary>Waits for the others: so many associations are meant to be open at the same time, not one after another.</summary>
        public Task AssociationAnsweredAsync()
        {
            if (Interlocked.Increment(ref _answered) == plan.Associations)
            {
                Established = Clock.Elapsed;
                _allAnswered.SetResult();
            }

            return _allAnswered.Task.WaitAsync(cancellation);
        }
    }
}
