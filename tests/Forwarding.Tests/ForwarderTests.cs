using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Forwarding.Tests;

public sealed class ForwarderTests : IAsyncDisposable
{
    private readonly ForwardingWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_instance_reaches_its_destination_byte_for_byte_in_its_own_transfer_syntax()
    {
        var instances = new[]
        {
            await _world.QueueAsync(new Synthetic().MR()),
            await _world.QueueAsync(new Synthetic().MR(Synthetic.ImplicitVRLittleEndian)),
            await _world.QueueAsync(new Synthetic().CT(Synthetic.ExplicitVRBigEndian)),
        };

        await _world.RunAsync();

        foreach (var instance in instances)
        {
            var received = _world.Peer.Received.Should().ContainSingle(received => received.SOPInstanceUID == instance.SOPInstanceUID).Subject;
            received.TransferSyntaxUID.Should().Be(instance.TransferSyntaxUID);
            received.DataSet.Should().Equal(instance.DataSetToArray());
            (await _world.DeliveryAsync(instance)).Should().BeEquivalentTo(new { State = DeliveryState.Forwarded, EndedAt = (DateTimeOffset?)_world.Time.GetUtcNow(), Reason = (string?)null });
            (await _world.ForwardAsync(instance)).State.Should().Be(ForwardState.Forwarded);
        }
    }

    [Fact]
    public async Task What_waits_for_one_destination_goes_over_one_association_oldest_first()
    {
        var instances = await _world.QueueAsync(60);

        await _world.RunAsync();

        _world.Peer.Received.Select(received => received.SOPInstanceUID).Should().Equal(instances.Select(instance => instance.SOPInstanceUID));
        var association = _world.Peer.Associations.Should().ContainSingle().Subject;
        association.CalledAETitle.Should().Be("PACS");
        association.CallingAETitle.Should().Be("STORESCP");
        association.PresentationContexts.Should().ContainSingle().Which.TransferSyntaxes.Should().ContainSingle();
    }

    [Fact]
    public async Task A_destination_gets_no_more_associations_at_once_than_it_may()
    {
        _world.Options = _world.Options with { AssociationsPerDestination = 2, InstancesPerTurn = 1 };
        await _world.QueueAsync(12);
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inside = 0;
        _world.Peer.Answer = async _ =>
        {
            if (Interlocked.Increment(ref inside) == 2)
                both.SetResult();
            await both.Task.WaitAsync(TimeSpan.FromSeconds(30));
            return DimseStatus.Success;
        };

        await _world.RunAsync();

        _world.Peer.MostAtOnce.Should().Be(2);
        _world.Peer.Received.Select(received => received.SOPInstanceUID).Should().HaveCount(12).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_destination_that_is_away_does_not_hold_up_another()
    {
        var lost = await _world.QueueAsync(destination: "AWAY");
        var sent = await _world.QueueAsync();
        var connections = new OnlyOneReachable(_world.Peer);

        await _world.Process(connections: connections).RunOnceAsync();

        (await _world.DeliveryAsync(sent)).State.Should().Be(DeliveryState.Forwarded);
        (await _world.ForwardAsync(lost)).Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 1, Reason = "away" });
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_with_growing_pauses_until_it_works()
    {
        var instance = await _world.QueueAsync();
        _world.Peer.Refusals = 3;
        var process = _world.Process();
        List<TimeSpan> pauses = [];
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await process.RunOnceAsync();
            var waiting = await _world.ForwardAsync(instance);
            waiting.Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = attempt, Reason = "connection refused", Owner = (string?)null });
            pauses.Add(waiting.NextAttemptAt!.Value - _world.Time.GetUtcNow());
            _world.Time.Advance(TimeSpan.FromSeconds(40));
            await process.RunOnceAsync();
            _world.Peer.Connections.Should().Be(attempt, "the pause is not over");
            _world.Time.Advance(TimeSpan.FromSeconds(60) * Math.Pow(2, attempt));
        }

        await process.RunOnceAsync();

        pauses[0].Should().BeCloseTo(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15));
        pauses[1].Should().BeCloseTo(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(30));
        pauses[2].Should().BeCloseTo(TimeSpan.FromSeconds(240), TimeSpan.FromSeconds(60));
        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_rejected_association_is_tried_again(byte result)
    {
        var instance = await _world.QueueAsync();
        _world.Peer.Rejection = new AAssociateRJ(result, 1, 7);
        await _world.RunAsync();
        (await _world.ForwardAsync(instance)).Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 1 });
        _world.Peer.Rejection = null;
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        await _world.RunAsync();

        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task An_association_that_breaks_in_the_middle_of_an_instance_costs_the_others_nothing()
    {
        var instances = await _world.QueueAsync(3);
        _world.Peer.BreakInTheMiddleOf = instances[0].SOPInstanceUID;

        await _world.RunAsync();

        (await _world.ForwardAsync(instances[0])).Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 1 });
        (await _world.ForwardAsync(instances[0])).Reason.Should().Contain("the association ended before the answer");
        _world.Peer.Received.Select(received => received.SOPInstanceUID).Should().Equal(instances[1].SOPInstanceUID, instances[2].SOPInstanceUID);
        _world.Peer.BreakInTheMiddleOf = null;
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await _world.RunAsync();
        (await _world.DeliveryAsync(instances[0])).State.Should().Be(DeliveryState.Forwarded);
        _world.Peer.Received.Last().DataSet.Should().Equal(instances[0].DataSetToArray());
    }

    [Fact]
    public async Task A_destination_out_of_resources_is_left_alone_for_a_while_and_gets_the_untried_first()
    {
        var instances = await _world.QueueAsync(3);
        _world.Peer.Answer = _ => Task.FromResult(new DimseStatus(0xA700));
        var process = _world.Process();
        await process.RunOnceAsync();
        await process.RunOnceAsync();

        _world.Peer.Associations.Should().ContainSingle("it said that it is short");
        (await _world.ForwardAsync(instances[0])).Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 1, Reason = "the destination answered A700H" });
        (await _world.ForwardAsync(instances[1])).Attempts.Should().Be(0);
        _world.Peer.Answer = _ => Task.FromResult(DimseStatus.Success);
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await process.RunOnceAsync();

        _world.Peer.Received.Select(received => received.SOPInstanceUID).Should().Equal(new[] { 1, 2, 0 }.Select(i => instances[i].SOPInstanceUID));
    }

    [Theory]
    [InlineData(0xC000)]
    [InlineData(0xA900)]
    [InlineData(0x0122)]
    [InlineData(0x0111)]
    public async Task A_permanent_failure_ends_the_delivery_at_once_with_its_status(int status)
    {
        var instances = await _world.QueueAsync(2);
        _world.Peer.Answer = uid => Task.FromResult(uid == instances[0].SOPInstanceUID ? new DimseStatus((ushort)status) : DimseStatus.Success);

        await _world.RunAsync();

        (await _world.DeliveryAsync(instances[0])).Should().BeEquivalentTo(new { State = DeliveryState.Failed, Reason = $"the destination answered {status:X4}H" });
        (await _world.DeliveryAsync(instances[1])).State.Should().Be(DeliveryState.Forwarded);
        _world.Peer.Associations.Should().ContainSingle();
    }

    [Theory]
    [InlineData(0xB007)]
    [InlineData(0x0107)]
    public async Task A_warning_counts_as_forwarded_and_is_told(int status)
    {
        var instance = await _world.QueueAsync();
        _world.Peer.Answer = _ => Task.FromResult(new DimseStatus((ushort)status));

        await _world.RunAsync();

        (await _world.DeliveryAsync(instance)).Should().BeEquivalentTo(new { State = DeliveryState.Forwarded, Reason = $"the destination answered {status:X4}H" });
    }

    [Fact]
    public async Task What_a_destination_has_after_an_attempt_without_an_answer_is_forwarded()
    {
        var instance = await _world.QueueAsync();
        _world.Peer.BreakInTheMiddleOf = instance.SOPInstanceUID;
        await _world.RunAsync();
        _world.Peer.BreakInTheMiddleOf = null;
        _world.Peer.Answer = _ => Task.FromResult(DimseStatus.DuplicateSOPInstance);
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        await _world.RunAsync();

        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task An_instance_that_no_context_was_accepted_for_fails_at_once_and_the_others_go()
    {
        var (mr, ct) = (await _world.QueueAsync(new Synthetic().MR()), await _world.QueueAsync(new Synthetic().CT()));
        _world.Peer.OnlySOPClass = ct.SOPClassUID;

        await _world.RunAsync();

        (await _world.DeliveryAsync(mr)).Should().BeEquivalentTo(
            new { State = DeliveryState.Failed, Reason = "The destination does not accept MR Image Storage in Explicit VR Little Endian" });
        (await _world.DeliveryAsync(ct)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task After_the_time_for_it_an_attempt_that_fails_is_the_last_also_for_what_waits_behind()
    {
        _world.Options = _world.Options with { InstancesPerTurn = 2 };
        var instances = await _world.QueueAsync(5);
        _world.Time.Advance(TimeSpan.FromHours(24));
        var young = await _world.QueueAsync();
        _world.Peer.Refusals = 1;

        await _world.RunAsync();

        foreach (var instance in instances)
            (await _world.DeliveryAsync(instance)).Should().BeEquivalentTo(new { State = DeliveryState.Failed, Reason = "Given up after 1 attempts within Forward:RetryFor; the last: connection refused" });
        (await _world.ForwardAsync(young)).State.Should().Be(ForwardState.Waiting);
        _world.Peer.Connections.Should().Be(1);
    }

    [Fact]
    public async Task However_old_an_instance_is_it_gets_an_attempt()
    {
        var instance = await _world.QueueAsync();
        _world.Time.Advance(TimeSpan.FromDays(7));

        await _world.RunAsync();

        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task An_object_that_is_gone_fails_alone()
    {
        var instances = await _world.QueueAsync(2);
        await _world.Store.DeleteAsync((await _world.RowAsync(instances[0])).ObjectKey!.Value, default);

        await _world.RunAsync();

        (await _world.DeliveryAsync(instances[0])).Should().BeEquivalentTo(new { State = DeliveryState.Failed, Reason = "The object is missing from the store" });
        (await _world.DeliveryAsync(instances[1])).State.Should().Be(DeliveryState.Forwarded);
    }

    [Fact]
    public async Task What_failed_is_forwarded_after_a_redrive()
    {
        var instance = await _world.QueueAsync();
        _world.Peer.Answer = _ => Task.FromResult(DimseStatus.CannotUnderstand);
        await _world.RunAsync();
        _world.Peer.Answer = _ => Task.FromResult(DimseStatus.Success);
        await _world.RunAsync();
        _world.Peer.Received.Should().BeEmpty("what failed is not tried again by itself");

        await _world.Forwards.RedriveForwardAsync(await _world.ForwardAsync(instance), _world.Time.GetUtcNow(), default);
        await _world.RunAsync();

        (await _world.DeliveryAsync(instance)).State.Should().Be(DeliveryState.Forwarded);
    }

    private sealed class OnlyOneReachable(TestDestination peer) : IForwardConnections
    {
        public Task<ForwardConnection> ConnectAsync(string destinationAETitle, CancellationToken cancellation) => destinationAETitle == ForwardingWorld.Destination
            ? peer.ConnectAsync(destinationAETitle, cancellation)
            : throw new DestinationUnreachableException("away");
    }
}
