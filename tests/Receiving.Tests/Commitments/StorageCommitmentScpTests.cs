using StoreScp.Dicom;
using StoreScp.Receiving.Commitments;
using StoreScp.Storage;
using static StoreScp.Receiving.Tests.Commitments.CommitmentSite;

namespace StoreScp.Receiving.Tests.Commitments;

public sealed class StorageCommitmentScpTests
{
    [Theory]
    [InlineData(DicomUIDs.ImplicitVRLittleEndian)]
    [InlineData(DicomUIDs.ExplicitVRLittleEndian)]
    [InlineData(DicomUIDs.ExplicitVRBigEndian)]
    public async Task An_accepted_request_is_in_the_ledger_with_its_references_and_its_times(string transferSyntaxUID)
    {
        await using var site = new CommitmentSite();

        var outcome = await site.RequestAsync(new TestAssociation("CT1", "a7", transferSyntaxUID), "1.2.1", "1.2.2");

        outcome.Status.Code.Should().Be(0, outcome.ErrorComment);
        var now = site.Time.GetUtcNow();
        (await site.RowAsync()).Should().Be(new CommitmentRow
        {
            TransactionUID = Transaction,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            AssociationId = "a7",
            Owner = "p1",
            ReceivedAt = now,
            DueAt = now.AddHours(24),
            NextAttemptAt = now.AddSeconds(1),
        });
        (await site.Commitments.ReferencesOfAsync(new("CT1", Transaction), default)).Should().Equal(new CommitmentReference(CT, "1.2.1"), new CommitmentReference(CT, "1.2.2"));
        site.Events.Should().Equal("requested 2");
    }

    [Theory]
    [InlineData("1.2.3", 1, 0x0112)]
    [InlineData(null, null, 0x0212)]
    [InlineData(null, 2, 0x0123)]
    public async Task Another_instance_or_action_has_its_own_status(string? sopInstanceUID, int? actionTypeID, int status)
    {
        await using var site = new CommitmentSite();

        (await site.RequestAsync(new TestAssociation(), Request((CT, "1.2")), sopInstanceUID, actionTypeID)).Status.Code.Should().Be((ushort)status);

        (await site.RowAsync()).Should().BeNull();
    }

    public static TheoryData<string, DicomDataset?> Incomplete => new()
    {
        { "without data set", null },
        { "Referenced SOP Sequence is missing", new DicomDataset(DicomTransferSyntax.ImplicitVRLittleEndian).Set(DicomTag.TransactionUID, Transaction) },
        { "Referenced SOP Sequence is empty", Request() },
        { "TransactionUID is missing", Without(DicomTag.TransactionUID) },
        { "TransactionUID is not a UID", Request((CT, "1.2")).Set(DicomTag.TransactionUID, "1.2.x") },
        { "ReferencedSOPInstanceUID is not a UID", Request((CT, "../etc")) },
        { "ReferencedSOPClassUID is missing", WithItem(item => item.Remove(DicomTag.ReferencedSOPClassUID)) },
        { "ReferencedSOPInstanceUID is missing", WithItem(item => item.Remove(DicomTag.ReferencedSOPInstanceUID)) },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task An_incomplete_request_is_refused_whole_with_0115H(string why, DicomDataset? dataSet)
    {
        await using var site = new CommitmentSite();

        var outcome = await site.RequestAsync(new TestAssociation(), dataSet);

        outcome.Status.Code.Should().Be(0x0115);
        outcome.ErrorComment.Should().Contain(why);
        (await site.RowAsync()).Should().BeNull();
    }

    [Fact]
    public async Task As_many_references_as_the_limit_are_taken_and_one_more_is_refused_with_0213H()
    {
        await using var site = new CommitmentSite(new CommitmentOptions { MaximumReferences = 30 });

        (await site.RequestAsync(new TestAssociation(), Instances(31))).Status.Code.Should().Be(0x0213);
        (await site.RequestAsync(new TestAssociation(), Instances(300))).Status.Code.Should().Be(0x0213);
        (await site.RequestAsync(new TestAssociation(), Instances(30))).Status.Code.Should().Be(0);
    }

    [Fact]
    public async Task A_data_set_longer_than_the_limit_is_refused_with_0213H()
    {
        await using var site = new CommitmentSite(new CommitmentOptions { MaximumRequestBytes = 64 << 10 });

        (await site.RequestAsync(new TestAssociation(), Instances(2000))).Status.Code.Should().Be(0x0213);
        (await site.RequestAsync(new TestAssociation(), Instances(200))).Status.Code.Should().Be(0);
    }

    [Fact]
    public async Task What_requests_in_reception_hold_together_is_limited_and_given_back()
    {
        await using var site = new CommitmentSite(new CommitmentOptions { MaximumRequestBytesInAll = 10_000 });

        for (var i = 0; i < 3; i++)
            (await site.RequestAsync(new TestAssociation(), Instances(1000))).Status.Code.Should().Be(0x0213);
        (await site.RequestAsync(new TestAssociation(), Instances(20))).Status.Code.Should().Be(0);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_transaction_and_other_references_are_refused()
    {
        await using var site = new CommitmentSite();
        await site.RequestAsync(new TestAssociation(), "1.2.1");

        var again = await site.RequestAsync(new TestAssociation(), "1.2.1");
        var other = await site.RequestAsync(new TestAssociation(), "1.2.2");
        var ofOther = await site.RequestAsync(new TestAssociation("CT2", "a2"), "1.2.2");

        again.Status.Code.Should().Be(0);
        other.Status.Code.Should().Be(0x0115);
        ofOther.Status.Code.Should().Be(0);
        site.Events.Should().Equal("requested 1", "requested 1");
    }

    private static string[] Instances(int count) => [.. Enumerable.Range(1, count).Select(i => $"1.2.840.99999.1.{i}")];

    private static DicomDataset Without(DicomTag tag)
    {
        var request = Request((CT, "1.2"));
        request.Remove(tag).Should().BeTrue();
        return request;
    }

    private static DicomDataset WithItem(Action<DicomDataset> edit)
    {
        var request = Request((CT, "1.2"));
        edit(request.GetSequence(DicomTag.ReferencedSOPSequence)![0]);
        return request;
    }
}
