using StoreScp.Receiving.Commitments;
using StoreScp.Server.Commitments;

namespace StoreScp.Server.Tests.Settings;

public sealed class CommitmentSettingsTests
{
    [Fact]
    public void Without_any_setting_only_what_is_imported_is_committed_within_24_hours()
    {
        var options = CommitmentLimits.From(Given.Options());

        options.RulesFor("ANY").Should().Be(new CommitmentRules(CommitmentPolicy.Imported, CommitWhenModified: false));
        options.DecideWithin.Should().Be(TimeSpan.FromHours(24));
        options.RetryFor.Should().Be(TimeSpan.FromHours(24));
        options.MaximumReferences.Should().Be(10_000);
    }

    [Fact]
    public void A_peers_own_settings_come_before_those_for_all_each_by_itself()
    {
        var options = CommitmentLimits.From(Given.Options(
            ("Commitment:Policy", "stored"), ("Commitment:CommitWhenModified", "true"),
            ("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:CommitmentPolicy", "imported"),
            ("Scp:Peers:1:AETitle", "CT2"), ("Scp:Peers:1:CommitWhenModified", "false"),
            ("Scp:Peers:2:AETitle", "CT3")));

        options.RulesFor("CT1").Should().Be(new CommitmentRules(CommitmentPolicy.Imported, CommitWhenModified: true));
        options.RulesFor("CT2").Should().Be(new CommitmentRules(CommitmentPolicy.Stored, CommitWhenModified: false));
        options.RulesFor("CT3").Should().Be(new CommitmentRules(CommitmentPolicy.Stored, CommitWhenModified: true));
        options.RulesFor("OTHER").Should().Be(new CommitmentRules(CommitmentPolicy.Stored, CommitWhenModified: true));
    }

    [Theory]
    [InlineData("Commitment:Policy", "Never", "Imported, Stored")]
    [InlineData("Commitment:DecideWithin", "8 days", "to 168h")]
    [InlineData("Commitment:MaximumRequestBytes", "17MiB", "from 64KiB to 16MiB")]
    [InlineData("Commitment:MaximumReferences", "0", "from 1 to 100000")]
    [InlineData("Scp:Peers:0:CommitmentPolicy", "1", "Imported, Stored")]
    [InlineData("Scp:Peers:0:CommitWhenModified", "yes", "true or false")]
    public void A_wrong_value_is_told_with_what_is_allowed(string key, string value, string allowed) =>
        Given.Settings(("Scp:Peers:0:AETitle", "CT1"), (key, value)).Errors.Should().ContainSingle()
            .Which.Sentence.Should().StartWith(key).And.Contain(allowed);

    [Fact]
    public void A_claim_outlasts_every_deadline_of_telling_a_peer()
    {
        CommitmentLimits.From(Given.Options(("Scp:DimseTimeout", "1h"))).ClaimTime.Should().Be(TimeSpan.FromHours(4));
        CommitmentLimits.From(Given.Options()).ClaimTime.Should().Be(TimeSpan.FromMinutes(5));
    }
}
