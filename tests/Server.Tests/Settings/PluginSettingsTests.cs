using StoreScp.Plugins.Pipeline;

namespace StoreScp.Server.Tests.Settings;

public sealed class PluginSettingsTests
{
    private static readonly string Hash = new('a', 64);

    private static readonly (string, string)[] Fetched =
    [
        ("Storage:Provider", "Aws"), ("Aws:Region", "eu-west-1"), ("Aws:Bucket", "images"), ("Aws:Table", "ledger"),
        ("Plugins:Fetch:0:Object", "s3://plugins/acme/ids-1.0.0.zip"), ("Plugins:Fetch:0:VersionId", "v1"), ("Plugins:Fetch:0:Sha256", new string('A', 64)),
    ];

    [Fact]
    public void Without_any_setting_no_handler_runs_and_plugins_are_looked_for_in_one_folder()
    {
        var plugins = Given.Options().Plugins;

        plugins.Handlers.Should().BeEmpty();
        plugins.Folders.Should().Equal("plugins");
        plugins.AllowedHashes.Should().BeEmpty();
        (plugins.SecretsFolder, plugins.LedgerKeySecret).Should().Be((null, null));
        plugins.ToHostOptions("box").Folders.Should().Equal(Path.GetFullPath("box"), Path.GetFullPath("plugins"));
    }

    [Fact]
    public void Every_key_of_the_site_is_read()
    {
        var plugins = Given.Options(
            ("Plugins:Folders:0", "/a"), ("Plugins:Folders:1", "/b"), ("Plugins:AllowedHashes:0", Hash), ("Plugins:ScanInterval", "20s"),
            ("Plugins:BreakerFailures", "7"), ("Plugins:BreakerOpenTime", "40s"), ("Plugins:MaximumHangs", "4"), ("Plugins:BulkReadTimeout", "90s"),
            ("Plugins:SecretsFolder", "/secrets"), ("Plugins:LedgerKeySecret", "ledger")).Plugins;

        plugins.Folders.Should().Equal("/a", "/b");
        plugins.AllowedHashes.Should().Equal(Hash);
        plugins.ScanInterval.Should().Be(TimeSpan.FromSeconds(20));
        plugins.BreakerFailures.Should().Be(7);
        plugins.BreakerOpenTime.Should().Be(TimeSpan.FromSeconds(40));
        plugins.MaximumHangs.Should().Be(4);
        plugins.BulkReadTimeout.Should().Be(TimeSpan.FromSeconds(90));
        (plugins.SecretsFolder, plugins.LedgerKeySecret).Should().Be(("/secrets", "ledger"));
        plugins.ToHostOptions("box").Should().BeEquivalentTo(new { plugins.AllowedHashes, plugins.ScanInterval, plugins.BreakerFailures, plugins.BreakerOpenTime, plugins.MaximumHangs });
    }

    [Fact]
    public void Every_key_of_a_handler_is_read_and_its_own_settings_are_passed_through()
    {
        const string Key = "Plugins:Handlers:0:";
        var handler = Given.Options(
            (Key + "Name", "ids"), (Key + "Plugin", "Acme.Ids"), (Key + "Handler", "Fix"), (Key + "Version", "1.2.0"), (Key + "ShadowVersion", "1.3.0"),
            (Key + "SettingsFile", "ids.json"), (Key + "Settings:Prefix", "S1-"), (Key + "Settings:Rules:0:Name", "first"),
            (Key + "CallingAETitles:0", "CT1"), (Key + "CallingAETitles:1", "CT2"), (Key + "CalledAETitles:0", "ARCHIVE"),
            (Key + "Deadline", "2s"), (Key + "OnFailure", "Quarantine"), (Key + "MaximumAllocationBytes", "1MiB")).Plugins.Handlers.Should().ContainSingle().Subject;

        (handler.Name, handler.Plugin, handler.Handler, handler.Version, handler.ShadowVersion, handler.SettingsFile)
            .Should().Be(("ids", "Acme.Ids", "Fix", "1.2.0", "1.3.0", "ids.json"));
        handler.Settings.Should().BeEquivalentTo(new Dictionary<string, string> { ["Prefix"] = "S1-", ["Rules:0:Name"] = "first" });
        handler.CallingAETitles.Should().Equal("CT1", "CT2");
        handler.CalledAETitles.Should().Equal("ARCHIVE");
        handler.Deadline.Should().Be(TimeSpan.FromSeconds(2));
        handler.OnFailure.Should().Be(FailureAction.Quarantine);
        handler.MaximumAllocationBytes.Should().Be(1 << 20);
    }

    [Fact]
    public void What_is_fetched_is_read_whole()
    {
        var plugins = Given.Options([.. Fetched, ("Plugins:FetchMaximumBytes", "10MiB"), ("Plugins:FetchDeadline", "30s")]).Plugins;

        var fetch = plugins.Fetch.Should().ContainSingle().Subject;
        (fetch.Object.Bucket, fetch.Object.Key, fetch.Object.VersionId, fetch.Sha256).Should().Be(("plugins", "acme/ids-1.0.0.zip", "v1", Hash));
        (plugins.FetchMaximumBytes, plugins.FetchDeadline).Should().Be((10L << 20, TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("Plugins:Fetch:0:Object", "plugins/acme.zip", "Plugins:Fetch:0:Object is")]
    [InlineData("Plugins:Fetch:0:Object", "s3://plugins/", "such as s3://")]
    [InlineData("Plugins:Fetch:0:Sha256", "abc", "64 hexadecimal digits")]
    [InlineData("Plugins:Fetch:0:VersionId", "", "Plugins:Fetch:0 has no VersionId")]
    [InlineData("Plugins:Fetch:0:Version", "1", "not a setting")]
    [InlineData("Storage:Provider", "Local", "but Storage:Provider is Local")]
    public void A_fetch_that_is_not_whole_or_not_from_AWS_is_refused(string key, string value, string sentence) =>
        Given.Settings([.. Fetched, (key, value)]).Errors.Should().ContainSingle().Which.Sentence.Should().Contain(sentence);

    [Fact]
    public void A_fetch_without_a_hash_is_refused() =>
        Given.Settings([.. Fetched.Where(setting => !setting.Item1.EndsWith("Sha256", StringComparison.Ordinal))]).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Contain("Plugins:Fetch:0 has no Sha256");

    [Fact]
    public void A_handler_without_a_name_has_its_plugins_and_handlers_keep_their_order() =>
        Given.Options(("Plugins:Handlers:1:Plugin", "B"), ("Plugins:Handlers:0:Plugin", "A")).Plugins.Handlers.Select(handler => handler.Name).Should().Equal("A", "B");

    [Theory]
    [InlineData("Plugins:AllowedHashes:0", "abc", "64 hexadecimal digits")]
    [InlineData("Plugins:ScanInterval", "0s", "from")]
    [InlineData("Plugins:BreakerFailures", "0", "from 1 to 1000")]
    [InlineData("Plugins:BreakerOpenTime", "2h", "1h")]
    [InlineData("Plugins:MaximumHangs", "0", "from 1 to 100")]
    [InlineData("Plugins:BulkReadTimeout", "x", "from")]
    [InlineData("Plugins:Handlers:0:Deadline", "1ms", "from")]
    [InlineData("Plugins:Handlers:0:OnFailure", "Ignore", "Refuse, Quarantine, Bypass")]
    [InlineData("Plugins:Handlers:0:MaximumAllocationBytes", "1KiB", "from 64KiB")]
    [InlineData("Plugins:Handlers:0:CallingAETitles:0", "SEVENTEEN_LETTERS", "allowed")]
    [InlineData("Plugins:Handlers:0:Retries", "3", "not a setting")]
    [InlineData("Plugins:Folder", "/a", "not a setting")]
    [InlineData("Plugins:Handlers:0:Version", "newest", "1.2.0")]
    public void A_wrong_value_or_key_is_told_with_what_is_allowed(string key, string value, string allowed) =>
        Given.Settings(("Plugins:Handlers:0:Plugin", "Acme.Ids"), (key, value)).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Contain(allowed);

    [Fact]
    public void Two_handlers_of_one_name_are_refused() =>
        Given.Settings(("Plugins:Handlers:0:Plugin", "A"), ("Plugins:Handlers:1:Plugin", "a")).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Contain("two handlers");
}
