using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

/// <summary>What every <see cref="ICommitmentLedger"/> keeps to; each adapter runs these facts.</summary>
public abstract class CommitmentLedgerContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommitmentReference[] References = [new("1.2.840.10008.5.1.4.1.1.2", "1.2.3.2"), new("1.2.840.10008.5.1.4.1.1.4", "1.2.3.1")];

    protected abstract ICommitmentLedger Ledger { get; }

    [Fact]
    public async Task A_transaction_reads_back_as_it_was_added_with_its_references_in_order()
    {
        var row = New("1.1") with { DecidedAt = Noon, EndedAt = Noon.AddMilliseconds(1), NextAttemptAt = null, State = CommitmentState.GivenUp, Attempts = 7 };

        (await Ledger.AddCommitmentAsync(row, References, None)).Should().BeTrue();

        (await Ledger.FindCommitmentAsync(row.Key, None)).Should().Be(row);
        (await Ledger.ReferencesOfAsync(row.Key, None)).Should().Equal(References);
    }

    [Fact]
    public async Task A_transaction_UID_is_taken_once_for_each_AE_title()
    {
        var row = New("1.1");
        await Ledger.AddCommitmentAsync(row, References, None);

        (await Ledger.AddCommitmentAsync(row with { AssociationId = "another" }, [], None)).Should().BeFalse();
        (await Ledger.AddCommitmentAsync(row with { CallingAETitle = "CT2" }, References, None)).Should().BeTrue();

        (await Ledger.FindCommitmentAsync(row.Key, None)).Should().Be(row);
        (await Ledger.ReferencesOfAsync(row.Key, None)).Should().Equal(References);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        (await Ledger.FindCommitmentAsync(new("CT1", "1.9"), None)).Should().BeNull();
        (await Ledger.ReferencesOfAsync(new("CT1", "1.9"), None)).Should().BeEmpty();
        (await Ledger.UpdateCommitmentAsync(New("1.9"), None)).Should().BeNull();
    }

    [Fact]
    public async Task An_update_needs_the_version_it_was_made_from()
    {
        var row = New("1.1");
        await Ledger.AddCommitmentAsync(row, References, None);
        var changed = row with
        {
            AssociationId = "a2",
            Owner = "p2",
            State = CommitmentState.Answered,
            Attempts = 3,
            NextAttemptAt = null,
            DecidedAt = Noon,
            EndedAt = Noon.AddHours(1),
        };

        var updated = await Ledger.UpdateCommitmentAsync(changed, None);
        var late = await Ledger.UpdateCommitmentAsync(changed with { Attempts = 4 }, None);

        updated.Should().Be(changed with { Version = 1 });
        late.Should().BeNull();
        (await Ledger.FindCommitmentAsync(row.Key, None)).Should().Be(updated);
    }

    [Fact]
    public async Task Of_many_updates_from_one_version_one_wins()
    {
        var row = New("1.1");
        await Ledger.AddCommitmentAsync(row, References, None);

        var updates = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Ledger.UpdateCommitmentAsync(row with { Owner = $"p{i}" }, None).AsTask()));

        updates.Where(update => update is not null).Should().ContainSingle();
    }

    [Fact]
    public async Task Due_are_the_owners_own_and_what_others_have_left_for_long()
    {
        await AddAsync(New("1.1") with { NextAttemptAt = Noon.AddMinutes(-2) });
        await AddAsync(New("1.2") with { NextAttemptAt = Noon });
        await AddAsync(New("1.3") with { NextAttemptAt = Noon.AddMilliseconds(1) });
        await AddAsync(New("1.4") with { NextAttemptAt = Noon.AddSeconds(-59), Owner = "p2" });
        await AddAsync(New("1.5") with { NextAttemptAt = Noon.AddSeconds(-60), Owner = "p2" });
        await AddAsync(New("1.6") with { NextAttemptAt = null, State = CommitmentState.Answered });

        (await DueAsync(limit: 10)).Should().Equal("1.1", "1.5", "1.2");
        (await DueAsync(limit: 2)).Should().Equal("1.1", "1.5");
    }

    private async Task<IEnumerable<string>> DueAsync(int limit) =>
        (await Ledger.ListDueCommitmentsAsync("p1", Noon, Noon.AddMinutes(-1), limit, None)).Select(row => row.TransactionUID);

    private async Task AddAsync(CommitmentRow row) => (await Ledger.AddCommitmentAsync(row, References, None)).Should().BeTrue();

    private static CommitmentRow New(string transactionUID) => new()
    {
        TransactionUID = transactionUID,
        CallingAETitle = "CT1",
        CalledAETitle = "STORESCP",
        AssociationId = "a1",
        Owner = "p1",
        ReceivedAt = Noon,
        DueAt = Noon.AddDays(1),
        NextAttemptAt = Noon,
    };
}
