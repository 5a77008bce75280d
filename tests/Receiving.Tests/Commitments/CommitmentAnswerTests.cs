using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Commitments;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Commitments;

public sealed class CommitmentAnswerTests
{
    private readonly TestAssociation _association = new();

    [Theory]
    [InlineData(DicomUIDs.ImplicitVRLittleEndian)]
    [InlineData(DicomUIDs.ExplicitVRLittleEndian)]
    [InlineData(DicomUIDs.ExplicitVRBigEndian)]
    public async Task An_answer_names_every_instance_once_in_full_with_the_reason_of_each_failure(string transferSyntaxUID)
    {
        await using var site = new CommitmentSite();
        await site.ReceiveAsync("1.1", deliveries: DeliveryState.Imported);
        await site.ReceiveAsync("1.2", deliveries: DeliveryState.Failed);
        await site.ReceiveAsync("1.3", DicomUIDs.MRImageStorage, deliveries: DeliveryState.Imported);
        await site.ReceiveAsync("1.5", deliveries: DeliveryState.Imported);
        var association = new TestAssociation(transferSyntaxUID: transferSyntaxUID);
        await site.RequestAsync(association, "1.5", "1.1", "1.2", "1.3", "1.4");

        await site.AnswerDueAsync();

        association.Answers.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new Told(2, CommitmentSite.Transaction, ["1.5", "1.1"], [("1.2", 0x0110), ("1.3", 0x0119), ("1.4", 0x0112)]),
            options => options.WithStrictOrdering());
        site.Events.Should().Equal("requested 5", "answered 2+3 there");
        (await site.RowAsync()).Should().Match<CommitmentRow>(row =>
            row.State == CommitmentState.Answered && row.NextAttemptAt == null && row.EndedAt == site.Time.GetUtcNow());
    }

    [Fact]
    public async Task Nothing_is_said_before_every_instance_has_its_result_and_then_all_at_once()
    {
        await using var site = new CommitmentSite();
        var first = await site.ReceiveAsync("1.1");
        var second = await site.ReceiveAsync("1.2");
        await site.RequestAsync(_association, "1.1", "1.2");

        await site.AnswerDueAsync();
        await site.FinishAsync(second, DeliveryState.Imported);
        await site.AnswerDueAfterAsync(TimeSpan.FromMinutes(10));
        _association.Answers.Should().BeEmpty();
        await site.FinishAsync(first, DeliveryState.Imported);
        await site.AnswerDueAfterAsync(TimeSpan.FromMinutes(1));
        await site.AnswerDueAfterAsync(TimeSpan.FromDays(2));

        _association.Answers.Should().ContainSingle().Which.Committed.Should().Equal("1.1", "1.2");
        site.Peers.Opened.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_undecided_when_the_time_is_over_is_a_processing_failure()
    {
        await using var site = new CommitmentSite(new CommitmentOptions { DecideWithin = TimeSpan.FromHours(2) });
        await site.ReceiveAsync("1.1", deliveries: DeliveryState.Imported);
        await site.ReceiveAsync("1.2");
        await site.RequestAsync(_association, "1.1", "1.2");

        await site.AnswerDueAfterAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(10));
        _association.Answers.Should().BeEmpty();
        await site.AnswerDueAfterAsync(TimeSpan.FromMinutes(1));

        _association.Answers.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new Told(2, CommitmentSite.Transaction, ["1.1"], [("1.2", 0x0110)]));
    }

    [Fact]
    public async Task When_the_requesting_association_is_over_the_answer_goes_to_a_new_one_from_the_title_that_was_called()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(_association, "1.1");
        _association.Close();

        await site.AnswerDueAsync();

        site.Peers.Opened.Should().Equal("STORESCP→CT1");
        site.Peers.Closed.Should().Be(1);
        site.Peers.Answers.Should().ContainSingle().Which.Failed.Should().Equal(("1.1", 0x0112));
        site.Events.Should().Equal("requested 1", "answered 0+1 anew");
    }

    [Fact]
    public async Task When_the_requesting_association_ends_under_the_answer_a_new_one_has_it_at_once()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(_association, "1.1");
        _association.Loss = await TestAssociation.LossAsync();

        await site.AnswerDueAsync();

        site.Peers.Answers.Should().ContainSingle();
        (await site.RowAsync()).State.Should().Be(CommitmentState.Answered);
    }

    [Fact]
    public async Task A_peer_that_cannot_be_told_is_tried_again_with_growing_pauses_until_the_time_is_over()
    {
        await using var site = new CommitmentSite(new CommitmentOptions { RetryFor = TimeSpan.FromHours(4) });
        await site.RequestAsync(_association, "1.1");
        _association.Close();
        site.Peers.AreReachable = false;

        await site.AnswerDueAsync();
        List<double> pauses = [];
        while (await site.RowAsync() is { IsFinal: false } row)
        {
            var pause = row.NextAttemptAt!.Value - site.Time.GetUtcNow();
            pauses.Add(pause.TotalMinutes);
            await site.AnswerDueAfterAsync(pause);
        }

        pauses.Should().Equal(1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30);
        (await site.RowAsync()).State.Should().Be(CommitmentState.GivenUp);
        site.Events[^1].Should().Be("given up");
        site.Peers.Opened.Should().HaveCount(13);
    }

    [Fact]
    public async Task A_peer_that_comes_back_is_told_once_with_what_is_known_by_then()
    {
        await using var site = new CommitmentSite();
        var row = await site.ReceiveAsync("1.1");
        await site.RequestAsync(_association, "1.1");
        _association.Close();
        site.Peers.EndInReport = true;
        await site.AnswerDueAfterAsync(TimeSpan.FromHours(24));
        await site.FinishAsync(row, DeliveryState.Imported);
        site.Peers.EndInReport = false;

        await site.AnswerDueAfterAsync(TimeSpan.FromMinutes(1));
        await site.AnswerDueAfterAsync(TimeSpan.FromDays(1));

        site.Peers.Answers.Should().ContainSingle().Which.Committed.Should().Equal("1.1");
        site.Events.Should().Equal("requested 1", "postponed", "answered 1+0 anew");
        site.Peers.Closed.Should().Be(2);
    }

    [Fact]
    public async Task A_peer_that_answers_the_report_with_a_failure_is_told_again_later_and_not_on_another_way()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(_association, "1.1");
        _association.Status = DimseStatus.ProcessingFailure;

        await site.AnswerDueAsync();
        site.Peers.Opened.Should().BeEmpty();
        _association.Status = DimseStatus.Success;
        await site.AnswerDueAfterAsync(TimeSpan.FromMinutes(1));

        _association.Answers.Should().HaveCount(2);
        site.Events.Should().Equal("requested 1", "postponed", "answered 0+1 there");
    }

    [Fact]
    public async Task A_request_repeated_on_a_new_association_is_answered_there_also_when_the_peer_could_not_be_told_before()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(_association, "1.1");
        _association.Close();
        site.Peers.AreReachable = false;
        await site.AnswerDueAsync();
        var again = new TestAssociation(id: "a2");

        await site.RequestAsync(again, "1.1");
        await site.AnswerDueAsync();

        again.Answers.Should().ContainSingle();
        site.Events.Should().Equal("requested 1", "postponed", "answered 0+1 there");
    }

    [Fact]
    public async Task A_request_repeated_after_its_answer_is_not_answered_again()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(_association, "1.1");
        await site.AnswerDueAsync();

        (await site.RequestAsync(_association, "1.1")).Status.Should().Be(DimseStatus.Success);
        await site.AnswerDueAfterAsync(TimeSpan.FromDays(1));

        _association.Answers.Should().ContainSingle();
    }

    [Fact]
    public async Task An_association_of_the_same_id_of_another_AE_title_hears_nothing()
    {
        await using var first = new CommitmentSite();
        await using var second = new CommitmentSite(other: first, owner: "p2");
        await first.RequestAsync(new TestAssociation("CT1", "a1"), "1.1");
        var stranger = new TestAssociation("CT2", "a1");
        await second.RequestAsync(stranger, "1.2");

        await second.AnswerDueAfterAsync(TimeSpan.FromMinutes(2));

        stranger.Answers.Should().ContainSingle().Which.Failed.Should().Equal(("1.2", 0x0112));
        second.Peers.Opened.Should().Equal("STORESCP→CT1");
    }

    [Fact]
    public async Task Another_process_leaves_a_transaction_to_its_owner_and_takes_it_over_when_the_owner_is_gone()
    {
        await using var first = new CommitmentSite();
        await using var second = new CommitmentSite(other: first, owner: "p2");
        await first.RequestAsync(_association, "1.1");

        await second.AnswerDueAfterAsync(TimeSpan.FromMinutes(1));
        second.Peers.Answers.Should().BeEmpty();
        await second.AnswerDueAfterAsync(TimeSpan.FromSeconds(1));

        second.Peers.Answers.Should().ContainSingle();
        await first.AnswerDueAfterAsync(TimeSpan.FromDays(1));
        _association.Answers.Should().BeEmpty("one answer is enough");
    }

    [Fact]
    public async Task Of_processes_that_meet_at_one_transaction_one_answers()
    {
        await using var first = new CommitmentSite();
        await using var second = new CommitmentSite(other: first, owner: "p2");
        await first.RequestAsync(_association, "1.1");
        _association.Close();
        first.Time.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(first.AnswerDueAsync(), second.AnswerDueAfterAsync(TimeSpan.Zero));

        first.Peers.Answers.Should().ContainSingle();
    }

    [Fact]
    public async Task A_transaction_whose_teller_died_is_answered_after_a_restart()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(_association, "1.1");
        var row = await site.RowAsync();
        await site.Commitments.UpdateCommitmentAsync(
            row with { State = CommitmentState.Answering, DecidedAt = row.ReceivedAt, Attempts = 1, NextAttemptAt = row.ReceivedAt.AddMinutes(5) }, default);

        await using var restarted = new CommitmentSite(other: site, owner: "p2");
        await restarted.AnswerDueAfterAsync(TimeSpan.FromMinutes(5));
        restarted.Peers.Answers.Should().BeEmpty();
        await restarted.AnswerDueAfterAsync(TimeSpan.FromMinutes(1));

        restarted.Peers.Answers.Should().ContainSingle();
    }

    [Fact]
    public async Task The_loop_answers_what_is_due_and_stops_when_it_is_told()
    {
        await using var site = new CommitmentSite(new CommitmentOptions { AnswerDelay = TimeSpan.FromSeconds(2), CheckInterval = TimeSpan.FromSeconds(2) });
        await site.RequestAsync(_association, "1.1");
        using var stop = new CancellationTokenSource();

        var running = site.Loop.RunAsync(stop.Token);
        site.Time.Advance(TimeSpan.FromSeconds(2));
        await site.Ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));

        _association.Answers.Should().ContainSingle();
        (await site.RowAsync()).State.Should().Be(CommitmentState.Answered);
    }
}
