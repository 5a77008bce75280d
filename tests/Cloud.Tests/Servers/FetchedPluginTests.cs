using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using StoreScp.Cloud.Scenario;
using StoreScp.Protocol.Dimse;
using StoreScp.Server.Tests.Plugins;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>A server that has its plugin from S3, by version and SHA-256, and never runs without it.</summary>
[Collection(ServerCloudCollection.Name)]
public sealed class FetchedPluginTests(ServerCloud site) : IAsyncLifetime
{
    private const string Key = "coercion.zip";
    private const string Rules = """{ "rules": [ { "name": "station", "actions": [ { "set": "StationName", "value": "FETCHED" } ] } ] }""";

    private readonly string _bucket = $"plugins-{Guid.NewGuid():N}";
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await site.Cloud.S3.PutBucketAsync(_bucket);
        await site.Cloud.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = _bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
        await File.WriteAllTextAsync(_folder["rules.json"], Rules);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_instance_goes_through_the_version_that_the_settings_name_though_a_newer_one_is_there()
    {
        var box = Path.Combine(Path.GetDirectoryName(BuiltProgram.Server)!, "plugins", "TagCoercion");
        var zip = await NewerTagCoercion.ZipAsync(box, "99.0.0", _folder["new"]);
        var version = await PutAsync(zip);
        await PutAsync("something else"u8.ToArray());
        var instance = Studies.New(instances: 1)[0];
        var modality = new Modality();
        await using var watch = await site.WatchAsync();

        await using (var server = await site.ServeAsync(site.Cloud.Endpoint, Settings(version, HashOf(zip))))
        {
            await modality.SendAsync(server.Port, instance);
            modality.Answers[instance].Should().Be(DimseStatus.Success, server.Log);
        }

        var row = (await watch.TakenAsync(instance)).Should().ContainSingle().Subject;
        var handler = row.Handlers.Should().ContainSingle().Subject;
        (handler.Plugin, handler.Version).Should().Be(("StoreScp.TagCoercion", "99.0.0"));
        Encoding.Latin1.GetString(await watch.BytesOfAsync(row)).Should().Contain("FETCHED");
    }

    [Fact]
    public async Task With_another_hash_it_does_not_start()
    {
        var version = await PutAsync(Zip.Of(("plugin.json", "{}")));

        var serving = () => StoreScpProcess.RunAsync(
            site.Cloud.Environment, ["serve", "--Scp:Port=0", "--Admin:Url=none", $"--Storage:Path={_folder["data"]}", .. Settings(version, HashOf([1]))]);

        (await serving.Should().ThrowAsync<InvalidOperationException>()).WithMessage($"*ended with 6:*{Key}*SHA-256*{HashOf([1])}*");
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string[] Settings(string version, string hash) =>
    [
        $"--Plugins:Fetch:0:Object=s3://{_bucket}/{Key}", $"--Plugins:Fetch:0:VersionId={version}", $"--Plugins:Fetch:0:Sha256={hash}",
        "--Plugins:Handlers:0:Plugin=StoreScp.TagCoercion", $"--Plugins:Handlers:0:SettingsFile={_folder["rules.json"]}",
    ];

    private async Task<string> PutAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return (await site.Cloud.S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = Key, InputStream = stream })).VersionId;
    }
}
