using System.Net;
using StoreScp.Server.Settings;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Tests.Settings;

public class StoreScpSettingsTests
{
    [Fact]
    public void Without_any_setting_the_defaults_of_the_seed_hold()
    {
        var options = Given.Options();

        options.Scp.AETitle.Should().Be("STORESCP");
        options.Scp.Port.Should().Be(11112);
        options.Scp.PeerCIDRs.Should().BeEmpty();
        options.Scp.DimseTimeout.Should().Be(TimeSpan.FromSeconds(60));
        options.Scp.MaximumAssociations.Should().Be(300);
        options.Admin.Url.Should().Be(new Uri("http://127.0.0.1:8080"));
        options.Storage.Path.Should().Be("./data");
        options.Storage.Durability.Should().Be(Durability.Flush);
    }

    [Theory]
    [InlineData("Scp:Port", "70000", "port from 1 to 65535")]
    [InlineData("Scp:Port", "x", "port from 1 to 65535")]
    [InlineData("Scp:AETitle", "SEVENTEEN_LETTERS", "1 to 16 printable ASCII")]
    [InlineData("Scp:AETitle", "A\\B", "without backslash")]
    [InlineData("Scp:AETitle", "", "1 to 16")]
    [InlineData("Scp:BindAddress", "localhost", "IP address")]
    [InlineData("Scp:MaximumAssociations", "0", "from 1 to 100000")]
    [InlineData("Scp:DimseTimeout", "soon", "a number of seconds, or 250ms, 60s, 5m, 1h or 00:01:00")]
    [InlineData("Scp:DimseTimeout", "0", "from 1s to 24h")]
    [InlineData("Scp:MaximumPduLength", "1KiB", "from 4KiB to 16MiB")]
    [InlineData("Scp:AcceptUnknownCallingAE", "yes", "true or false")]
    [InlineData("Scp:DuplicatePolicy", "KeepAll", "KeepBoth, Replace, Refuse")]
    [InlineData("Scp:InvalidUIDPolicy", "Accept", "Refuse, Quarantine")]
    [InlineData("Scp:PeerCIDRs:0", "10.0.0.1/8", "no bits set after the prefix")]
    [InlineData("Scp:TransferSyntaxPreference:0", "JPEG", "transfer syntax UID")]
    [InlineData("Scp:DrainMaximum", "111", "to 110s")]
    [InlineData("Tls:MinimumVersion", "1.1", "1.2 or 1.3")]
    [InlineData("Admin:Url", "https://127.0.0.1:8080", "an http address")]
    [InlineData("Admin:Url", "127.0.0.1:8080", "an http address")]
    [InlineData("Storage:Durability", "Yes", "Flush, OsCache")]
    [InlineData("Limits:MemoryBudgetBytes", "1MiB", "from 4MiB")]
    [InlineData("Logging:Level", "Verbose", "Trace, Debug, Information")]
    public void A_wrong_value_is_told_with_setting_value_place_and_what_is_allowed(string key, string value, string allowed)
    {
        var errors = Given.Settings((key, value)).Errors;

        var sentence = errors.Should().ContainSingle().Which.Sentence;
        sentence.Should().StartWith(key).And.Contain($"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal)}\"")
            .And.Contain("(from test)").And.Contain(allowed);
    }

    [Fact]
    public void All_errors_are_listed_at_once() =>
        Given.Settings(("Scp:Port", "x"), ("Scp:DimseTimeout", "y"), ("Nothing:Known", "z")).Errors.Should().HaveCount(3);

    [Theory]
    [InlineData("Scp:Prot", "Scp:Port")]
    [InlineData("Scp:DIMSETimout", "Scp:DimseTimeout")]
    [InlineData("Spc:Port", "Scp:Port")]
    [InlineData("Limits:MemoryBudget", "Limits:MemoryBudgetBytes")]
    [InlineData("Logging:LogLevel:Default", "Logging:Level")]
    public void An_unknown_setting_is_an_error_that_names_the_nearest_one(string key, string nearest) =>
        Given.Settings((key, "1")).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Contain($"{key} (from test) is not a setting").And.Contain($"did you mean {nearest}?");

    [Fact]
    public void Keys_do_not_depend_on_upper_and_lower_case() => Given.Options(("scp:aetitle", "ARCHIVE")).Scp.AETitle.Should().Be("ARCHIVE");

    [Fact]
    public void A_later_source_wins_and_is_named_as_the_source()
    {
        var loaded = LoadedSettings.From([new("Scp:Port", "1", "file"), new("scp:port", "2", "environment")]);

        loaded.Options.Scp.Port.Should().Be(2);
        loaded.Effective.Should().ContainSingle(setting => setting.Setting == "Scp:Port").Which.Source.Should().Be("environment");
    }

    [Fact]
    public void A_secret_is_masked_in_what_is_shown_and_in_errors()
    {
        var loaded = Given.Settings(("Tls:PfxPassword", "hunter2"));

        loaded.Effective.Should().NotContain(setting => setting.Value.Contains("hunter2"));
        loaded.Errors.Should().NotContain(error => error.Sentence.Contains("hunter2"));
    }

    [Fact]
    public void A_peer_has_its_addresses_certificate_and_where_we_call_it_back()
    {
        var peer = Given.Options(
            ("Scp:Peers:3:AETitle", "CT1"), ("Scp:Peers:3:Host", "ct1.example"), ("Scp:Peers:3:Port", "104"),
            ("Scp:Peers:3:CIDRs:0", "10.1.0.0/16"), ("Scp:Peers:3:CIDRs:1", "fd00::/8"),
            ("Tls:Port", "none")).Scp.Peers.Should().ContainSingle().Which;

        peer.Should().BeEquivalentTo(new PeerOptions
        {
            AETitle = "CT1",
            Host = "ct1.example",
            Port = 104,
            CIDRs = [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00::/8")],
        });
    }

    [Fact]
    public void One_address_is_a_range_of_its_own() =>
        Given.Options(("Scp:PeerCIDRs:0", "10.1.2.3")).Scp.PeerCIDRs.Should().Equal(IPNetwork.Parse("10.1.2.3/32"));

    [Theory]
    [InlineData("none")]
    [InlineData("off")]
    [InlineData("")]
    public void Admin_http_can_be_turned_off(string value) => Given.Options(("Admin:Url", value)).Admin.Url.Should().BeNull();
}
