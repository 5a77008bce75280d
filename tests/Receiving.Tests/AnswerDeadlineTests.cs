using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

/// <summary>A modality has its answer within a time after its last fragment, whatever the instance waits for.</summary>
public sealed class AnswerDeadlineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Synthetic _synthetic = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task An_instance_whose_object_is_not_durable_in_time_is_refused_with_A700H_and_leaves_nothing()
    {
        await using var receiver = new Receiver(time: _time);
        receiver.Store.BeforeCommit = HangAsync;
        var instance = _synthetic.MR();
        var modality = await ConnectAsync(receiver, instance);

        var answer = modality.StoreAsync(instance);
        await _waits.Task;
        _time.Advance(Deadline - TimeSpan.FromTicks(1));
        receiver.Journal.Events.Should().BeEmpty("it is not time yet");
        _time.Advance(TimeSpan.FromTicks(1));

        var (status, comment) = await answer;
        status.Should().Be(0xA700);
        comment.Should().Be("Not stored within 20 s (Limits:AnswerDeadline)");
        receiver.Objects().Should().BeEmpty();
        (await receiver.RowsAsync(instance.SOPInstanceUID)).Should().BeEmpty();
        await EndAsync(receiver, modality);
    }

    [Fact]
    public async Task The_next_instance_of_the_association_has_all_of_its_time_again()
    {
        await using var receiver = new Receiver(time: _time);
        var (late, stored) = (_synthetic.MR(), _synthetic.MR());
        var modality = await ConnectAsync(receiver, late);
        receiver.Store.BeforeCommit = HangAsync;
        var answer = modality.StoreAsync(late);
        await _waits.Task;
        _time.Advance(Deadline);
        (await answer).Status.Should().Be(0xA700);

        receiver.Store.BeforeCommit = _ => Task.Run(() => _time.Advance(Deadline - TimeSpan.FromSeconds(1)));
        (await modality.StoreAsync(stored)).Status.Should().Be(0);
        (await modality.StoreAsync(late)).Status.Should().Be(0, "what was refused is taken when it is sent again");
        await EndAsync(receiver, modality);
    }

    [Fact]
    public async Task Time_between_two_instances_of_an_association_counts_for_neither()
    {
        await using var receiver = new Receiver(time: _time);
        var (first, second) = (_synthetic.MR(), _synthetic.MR());
        var modality = await ConnectAsync(receiver, first);
        (await modality.StoreAsync(first)).Status.Should().Be(0);
        _time.Advance(Deadline);
        await modality.SendAsync(second.SOPClassUID, second.SOPInstanceUID, second.DataSetToArray()[..1000], lastFragment: false);
        _time.Advance(Deadline);
        await modality.DropAsync();
        await receiver.AllEndedAsync();

        receiver.Failures.Should().BeEmpty("the association was lost, and nothing else went wrong");
        receiver.Journal.Events.Should().Equal("object durable", "row durable", "answered 0000H");
    }

    [Fact]
    public async Task A_row_that_was_written_too_late_for_its_answer_makes_what_is_sent_again_a_duplicate()
    {
        await using var receiver = new Receiver(time: _time, batchOptions: new BatchOptions());
        await receiver.Lease.RenewAsync(default);
        receiver.Ledger.AfterAdd = HangAsync;
        var instance = _synthetic.MR();
        var modality = await ConnectAsync(receiver, instance);

        var answer = modality.StoreAsync(instance);
        await _waits.Task;
        _time.Advance(Deadline);
        (await answer).Status.Should().Be(0xA700, "nobody was told of the row");
        receiver.Ledger.AfterAdd = null;
        (await modality.StoreAsync(instance)).Status.Should().Be(0);

        receiver.Journal.Events.Should().Equal(
            "object durable", "row durable", "answered A700H", "object durable", "row refused", "duplicate durable", "object deleted", "answered 0000H");
        receiver.Objects().Should().ContainSingle();
        await EndAsync(receiver, modality);
    }

    [Fact]
    public async Task A_long_instance_has_a_second_more_for_each_32_MiB()
    {
        using var deadline = new AnswerDeadline(Deadline, _time);
        var token = deadline.Begin(TestContext.Current.CancellationToken);
        deadline.Start(64L << 20);

        _time.Advance(TimeSpan.FromSeconds(22) - TimeSpan.FromTicks(1));
        token.IsCancellationRequested.Should().BeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        token.IsCancellationRequested.Should().BeTrue();
        deadline.HasPassed.Should().BeTrue();
    }

    [Fact]
    public void An_association_that_ends_cancels_the_instance_and_no_deadline_has_passed()
    {
        using var deadline = new AnswerDeadline(Deadline, _time);
        using var association = new CancellationTokenSource();
        var token = deadline.Begin(association.Token);
        association.Cancel();

        token.IsCancellationRequested.Should().BeTrue();
        deadline.HasPassed.Should().BeFalse();
    }

    private Task HangAsync(CancellationToken cancellation)
    {
        _waits.TrySetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }

    private static async Task<Modality> ConnectAsync(Receiver receiver, SyntheticInstance instance)
    {
        var modality = receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        return modality;
    }

    private static async Task EndAsync(Receiver receiver, Modality modality)
    {
        await modality.ReleaseAsync();
        await receiver.AllEndedAsync();
        receiver.Failures.Should().BeEmpty();
    }
}
