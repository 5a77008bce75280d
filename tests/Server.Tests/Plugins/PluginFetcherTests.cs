using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Server.Cli;
using StoreScp.Server.Metrics;
using StoreScp.Server.Plugins;
using StoreScp.Server.Plugins.Fetching;
using StoreScp.Server.Settings;
using StoreScp.Server.Tests.Settings;
using StoreScp.Storage.Aws;
using StoreScp.Testing.Running;
using S3ObjectVersion = StoreScp.Storage.Aws.S3.S3ObjectVersion;

namespace StoreScp.Server.Tests.Plugins;

/// <summary>Plugins from an S3 that is not ours.</summary>
public sealed class PluginFetcherTests(MotoServer moto) : IClassFixture<MotoServer>, IAsyncLifetime
{
    private const string Key = "acme/ids 1.zip";

    private static readonly byte[] Good = Zip.Of(("ids/plugin.json", "{}"));

    private readonly string _bucket = $"plugins-{Guid.NewGuid():N}";
    private readonly TemporaryFolder _folder = new();
    private readonly AmazonS3Client _client = new("test", "test", new AmazonS3Config
    {
        ServiceURL = moto.Endpoint.AbsoluteUri,
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
    });

    private string Fetched => _folder["plugins-fetched"];

    public async ValueTask InitializeAsync()
    {
        await _client.PutBucketAsync(_bucket);
        await _client.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = _bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_named_version_is_fetched_into_a_folder_of_its_hash_though_a_newer_one_is_there()
    {
        var version = await PutAsync(Good);
        await PutAsync(Zip.Of(("other", "x")));

        var folders = (await FetcherOf(Of(Good, version)).FetchAsync(TestContext.Current.CancellationToken)).Folders;

        folders.Should().Equal(PluginSiteOptions.StandardFolder, Path.Combine(Fetched, HashOf(Good)));
        (await File.ReadAllTextAsync(Path.Combine(folders[1], "ids", "plugin.json"), TestContext.Current.CancellationToken)).Should().Be("{}");
        Directory.EnumerateFileSystemEntries(Fetched).Should().ContainSingle("nothing unfinished stays");
    }

    [Fact]
    public async Task What_was_fetched_once_is_not_fetched_again()
    {
        var plugin = Of(Good, await PutAsync(Good));
        await FetcherOf(plugin).FetchAsync(TestContext.Current.CancellationToken);
        await _client.DeleteObjectAsync(_bucket, Key, plugin.Object.VersionId, TestContext.Current.CancellationToken);

        (await FetcherOf(plugin).FetchAsync(TestContext.Current.CancellationToken)).Folders.Should().EndWith(Path.Combine(Fetched, HashOf(Good)));
    }

    [Fact]
    public async Task Another_hash_is_refused_and_both_are_named()
    {
        var version = await PutAsync(Good);

        await RefusedAsync(FetcherOf(Of([1, 2, 3], version)), version, $"*SHA-256 is {HashOf(Good)}*says {HashOf([1, 2, 3])}*");
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_refused()
    {
        await PutAsync(Good);
        var other = await PutAsync(Zip.Of(("other", "x")));
        await _client.DeleteObjectAsync(_bucket, Key, other, TestContext.Current.CancellationToken);

        await RefusedAsync(FetcherOf(Of(Good, other)), other, "*no such version*");
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_refused() =>
        await RefusedAsync(FetcherOf(new(new S3ObjectVersion("no-such-bucket-of-ours", Key, "v"), HashOf(Good))), "v", "*NoSuchBucket*");

    [Fact]
    public async Task A_zip_that_leads_out_of_its_folder_is_refused()
    {
        var slip = Zip.Of(("good", "x"), ("../../slipped", "x"));
        var version = await PutAsync(slip);

        await RefusedAsync(FetcherOf(Of(slip, version)), version, "*'../../slipped'*not plainly inside*");
        File.Exists(_folder["slipped"]).Should().BeFalse();
    }

    [Fact]
    public async Task A_zip_longer_than_allowed_is_refused()
    {
        var bytes = RandomNumberGenerator.GetBytes(2_000);
        var version = await PutAsync(bytes);

        await RefusedAsync(FetcherOf(Of(bytes, version), maximumBytes: 1_999), version, "*It has 2000 bytes; allowed: 1999*");
    }

    [Fact]
    public async Task A_fetched_plugin_runs_in_the_server()
    {
        var zip = await NewerTagCoercion.ZipAsync(Path.Combine(ServerPlugins.InTheBox, "TagCoercion"), "99.0.0", _folder["new"]);
        var fetched = await FetcherOf(Of(zip, await PutAsync(zip))).FetchAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["rules.json"],
            """{ "rules": [ { "name": "IDs have our prefix", "actions": [ { "prefix": "PatientID", "value": "S1-" } ] } ] }""", TestContext.Current.CancellationToken);
        var site = Given.Options(
            ("Storage:Path", _folder.Path), ("Plugins:Handlers:0:Plugin", "StoreScp.TagCoercion"), ("Plugins:Handlers:0:SettingsFile", _folder["rules.json"]));
        using var metrics = new StoreScpMetrics();

        await using var plugins = await ServerPlugins.StartAsync(
            site with { Plugins = site.Plugins with { Folders = fetched.Folders } }, metrics, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

        plugins.Status.Folders.Should().Contain(folder => folder.Path == Path.Combine(Fetched, HashOf(zip)));
        var handler = plugins.Status.Handlers.Should().ContainSingle().Subject;
        plugins.Status.Folders.Should().OnlyContain(folder => folder.Reason == null);
        (handler.Version, handler.State).Should().Be(("99.0.0", HandlerState.Running));
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task RefusedAsync(PluginFetcher fetcher, string version, string cause)
    {
        var fetching = () => fetcher.FetchAsync(TestContext.Current.CancellationToken);

        var refusal = (await fetching.Should().ThrowAsync<CommandException>()).WithMessage(cause).Which;
        refusal.ExitCode.Should().Be(ExitCode.PluginsUnusable);
        refusal.Message.Should().Contain(Key).And.Contain($"version {version}");
        Directory.EnumerateFileSystemEntries(Fetched).Should().BeEmpty("nothing unfinished stays");
    }

    private PluginFetchOptions Of(byte[] expected, string version) => new(new S3ObjectVersion(_bucket, Key, version), HashOf(expected));

    private PluginFetcher FetcherOf(PluginFetchOptions plugin, long maximumBytes = 256 << 20) => new(
        new AwsAccess("us-east-1", new BasicAWSCredentials("test", "test"), moto.Endpoint),
        new PluginSiteOptions { Fetch = [plugin], FetchMaximumBytes = maximumBytes }, _folder.Path, TimeProvider.System);

    private async Task<string> PutAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return (await _client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = Key, InputStream = stream })).VersionId;
    }
}
