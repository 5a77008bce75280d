using StoreScp.Dicom;
using StoreScp.Receiving.Commitments;
using StoreScp.Storage;
using static StoreScp.Storage.DeliveryState;

namespace StoreScp.Receiving.Tests.Commitments;

public sealed class CommitmentVerdictTests
{
    private const string Instance = "1.2.3.4.1";
    private const int Committed = 0;
    private const int Open = -1;
    private const int Failure = 0x0110;
    private const int NoSuchInstance = 0x0112;
    private const int Conflict = 0x0119;

    [Theory]
    [InlineData(CommitmentPolicy.Imported, Committed, Imported)]
    [InlineData(CommitmentPolicy.Imported, Open, Stored)]
    [InlineData(CommitmentPolicy.Imported, Open, Imported, Stored)]
    [InlineData(CommitmentPolicy.Imported, Open, Failed, Stored)]
    [InlineData(CommitmentPolicy.Imported, Failure, Failed, Imported)]
    [InlineData(CommitmentPolicy.Imported, Committed, Imported, Imported)]
    [InlineData(CommitmentPolicy.Imported, Committed, Imported, Forwarded)]
    [InlineData(CommitmentPolicy.Imported, Failure, Forwarded)]
    [InlineData(CommitmentPolicy.Imported, Failure, Failed)]
    [InlineData(CommitmentPolicy.Imported, Failure, Quarantined)]
    [InlineData(CommitmentPolicy.Imported, NoSuchInstance, Discarded)]
    [InlineData(CommitmentPolicy.Stored, Committed, Imported)]
    [InlineData(CommitmentPolicy.Stored, Committed, Stored)]
    [InlineData(CommitmentPolicy.Stored, Committed, Forwarded)]
    [InlineData(CommitmentPolicy.Stored, Failure, Failed)]
    [InlineData(CommitmentPolicy.Stored, Failure, Quarantined)]
    [InlineData(CommitmentPolicy.Stored, NoSuchInstance, Discarded)]
    public async Task The_policy_and_the_deliveries_decide(CommitmentPolicy policy, int verdict, params DeliveryState[] deliveries)
    {
        await using var site = Site(policy);
        await site.ReceiveAsync(Instance, deliveries: deliveries);

        (await VerdictAsync(site)).Should().Be(verdict);
    }

    [Theory]
    [InlineData(Stored, Committed)]
    [InlineData(Failed, Committed)]
    public async Task What_becomes_of_a_forward_changes_nothing_of_what_is_imported(DeliveryState forward, int verdict)
    {
        await using var site = Site(CommitmentPolicy.Imported);
        await site.ReceiveAsync(Instance, routes: [new Delivery("default", Imported), new Delivery("pacs", forward) { ForwardTo = "PACS" }]);

        (await VerdictAsync(site)).Should().Be(verdict);
    }

    [Fact]
    public async Task An_instance_that_never_came_is_no_such_object_instance()
    {
        await using var site = Site(CommitmentPolicy.Imported);

        (await VerdictAsync(site)).Should().Be(NoSuchInstance);
    }

    [Fact]
    public async Task An_instance_of_another_SOP_class_is_a_conflict()
    {
        await using var site = Site(CommitmentPolicy.Stored);
        await site.ReceiveAsync(Instance, DicomUIDs.MRImageStorage);

        (await VerdictAsync(site)).Should().Be(Conflict);
    }

    [Theory]
    [InlineData(false, Failure)]
    [InlineData(true, Committed)]
    public async Task An_instance_kept_with_another_identity_is_committed_only_where_the_site_says_so(bool commitWhenModified, int verdict)
    {
        await using var site = Site(CommitmentPolicy.Imported, commitWhenModified);
        await site.ReceiveAsync(Instance, storedAs: "2.25.1", deliveries: Imported);

        (await VerdictAsync(site)).Should().Be(verdict);
    }

    [Theory]
    [InlineData(true, Committed)]
    [InlineData(false, NoSuchInstance)]
    public async Task A_de_identified_instance_is_found_by_the_UID_that_the_peer_knows_with_the_ledgers_key_alone(bool hasKey, int verdict)
    {
        var key = new IdentifierProtection(new byte[IdentifierProtection.MinimumKeyBytes]);
        await using var site = new CommitmentSite(
            new CommitmentOptions { DefaultRules = new CommitmentRules(CommitmentPolicy.Stored, CommitWhenModified: true) }, protection: hasKey ? key : null);
        await site.ReceiveAsync(key.Protect(Instance), storedAs: "2.25.1");

        (await VerdictAsync(site)).Should().Be(verdict);
    }

    [Fact]
    public async Task Of_receipts_before_and_after_de_identification_began_the_newest_decides()
    {
        var key = new IdentifierProtection(new byte[IdentifierProtection.MinimumKeyBytes]);
        await using var site = new CommitmentSite(
            new CommitmentOptions { DefaultRules = new CommitmentRules(CommitmentPolicy.Imported, CommitWhenModified: true) }, protection: key);
        await site.ReceiveAsync(Instance, deliveries: Imported);
        site.Time.Advance(TimeSpan.FromSeconds(1));
        await site.ReceiveAsync(key.Protect(Instance), storedAs: "2.25.1", deliveries: Failed);

        (await VerdictAsync(site)).Should().Be(Failure);
    }

    [Fact]
    public async Task An_object_that_is_lost_is_not_committed_as_stored()
    {
        await using var site = Site(CommitmentPolicy.Stored);
        await site.LoseObjectAsync(await site.ReceiveAsync(Instance));

        (await VerdictAsync(site)).Should().Be(Failure);
    }

    [Theory]
    [InlineData(Failed, Imported, Committed)]
    [InlineData(Imported, Failed, Failure)]
    [InlineData(Superseded, Stored, Open)]
    public async Task Of_several_receipts_the_newest_decides(DeliveryState first, DeliveryState second, int verdict)
    {
        await using var site = Site(CommitmentPolicy.Imported);
        await site.ReceiveAsync(Instance, deliveries: first);
        await site.ReceiveAsync(Instance, ordinal: 1, deliveries: second);

        (await VerdictAsync(site)).Should().Be(verdict);
    }

    [Fact]
    public async Task A_receipt_that_was_refused_says_nothing_about_the_one_before()
    {
        await using var site = Site(CommitmentPolicy.Imported);
        await site.ReceiveAsync(Instance, deliveries: Imported);
        await site.RefuseAsync(Instance, ordinal: 1);

        (await VerdictAsync(site)).Should().Be(Committed);
    }

    [Fact]
    public async Task A_peers_own_rules_come_before_those_for_all()
    {
        await using var site = new CommitmentSite(new CommitmentOptions
        {
            RulesByAETitle = new Dictionary<string, CommitmentRules> { ["CT1"] = new(CommitmentPolicy.Stored) },
        });
        await site.ReceiveAsync(Instance);

        (await VerdictAsync(site, "CT1")).Should().Be(Committed);
        (await VerdictAsync(site, "CT2")).Should().Be(Open);
    }

    private static CommitmentSite Site(CommitmentPolicy policy, bool commitWhenModified = false) =>
        new(new CommitmentOptions { DefaultRules = new CommitmentRules(policy, commitWhenModified) });

    /// <summary>What the peer is told of the instance at once; <see cref="Open"/> when it is told nothing yet.</summary>
    private static async Task<int> VerdictAsync(CommitmentSite site, string callingAETitle = "CT1")
    {
        var association = new TestAssociation(callingAETitle, "of " + callingAETitle);
        (await site.RequestAsync(association, Instance)).Status.Code.Should().Be(0);
        await site.AnswerDueAsync();
        if (association.Answers.Count == 0)
            return Open;
        var told = association.Answers.Should().ContainSingle().Subject;
        told.TransactionUID.Should().Be(CommitmentSite.Transaction);
        told.EventTypeID.Should().Be(told.Failed.Length == 0 ? (ushort)1 : (ushort)2);
        return told.Failed.Length == 0 ? Committed : told.Failed.Should().ContainSingle().Which.FailureReason;
    }
}
