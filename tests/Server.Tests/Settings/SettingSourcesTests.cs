using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public sealed class SettingSourcesTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_file_gives_settings_by_section_and_leaves_those_of_other_frameworks_alone()
    {
        File.WriteAllText(_file, """{ "Scp": { "Port": 104, "PeerCIDRs": ["10.0.0.0/8"] }, "AllowedHosts": "*" }""");
        List<SettingError> errors = [];

        SettingSources.FromFile(_file, errors).Should().BeEquivalentTo(new WrittenSetting[]
        {
            new("Scp:Port", "104", _file), new("Scp:PeerCIDRs:0", "10.0.0.0/8", _file),
        });
        errors.Should().BeEmpty();
    }

    [Fact]
    public void A_broken_file_is_one_sentence()
    {
        File.WriteAllText(_file, "{ Scp");
        List<SettingError> errors = [];

        SettingSources.FromFile(_file, errors).Should().BeEmpty();
        errors.Should().ContainSingle().Which.Sentence.Should().StartWith(_file);
    }

    [Fact]
    public void Variables_with_our_prefix_are_settings() =>
        SettingSources.FromEnvironment(new Dictionary<string, string>
        {
            ["STORESCP__Scp__Port"] = "0",
            ["STORESCP__Scp__Peers__0__AETitle"] = "CT1",
            ["STORESCP_TEST_CORPUS"] = "/x",
            ["PATH"] = "/bin",
        }).Should().BeEquivalentTo(new WrittenSetting[]
        {
            new("Scp:Peers:0:AETitle", "CT1", "environment STORESCP__Scp__Peers__0__AETitle"),
            new("Scp:Port", "0", "environment STORESCP__Scp__Port"),
        });
}
