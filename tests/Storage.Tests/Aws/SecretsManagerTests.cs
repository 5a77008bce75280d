using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.Secrets;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>Against moto.</summary>
public sealed class SecretsManagerTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private readonly HttpClient _http = new();
    private readonly MotoJson _manager = new(moto.Endpoint, "secretsmanager", "secretsmanager");
    private readonly string _prefix = $"storescp/{Guid.NewGuid():N}/";

    public void Dispose()
    {
        _http.Dispose();
        _manager.Dispose();
    }

    [Fact]
    public async Task A_text_is_its_bytes_in_UTF_8_whatever_is_at_its_end()
    {
        await CreateAsync("password", new() { ["SecretString"] = "pässword\n" });
        var secret = await Source().GetAsync("password", default);
        Encoding.UTF8.GetString(secret.Value.Span).Should().Be("pässword\n");
        secret.ToString().Should().NotContain("pässword");
    }

    [Fact]
    public async Task A_binary_secret_is_its_bytes()
    {
        byte[] key = [0, 1, 2, 0xFF, 10];
        await CreateAsync("key", new() { ["SecretBinary"] = Convert.ToBase64String(key) });
        (await Source().GetAsync("key", default)).Value.ToArray().Should().Equal(key);
    }

    [Fact]
    public async Task A_secret_is_found_by_its_ARN_too()
    {
        var made = await CreateAsync("key", new() { ["SecretString"] = "k" });
        (await Source().GetAsync((string)made["ARN"]!, default)).Version.Should().Be((string)made["VersionId"]!);
    }

    [Fact]
    public async Task A_reload_gives_the_new_version_and_its_id()
    {
        await CreateAsync("key", new() { ["SecretString"] = "old" });
        var source = Source();
        var old = await source.GetAsync("key", default);
        await _manager.CallAsync("PutSecretValue", new() { ["SecretId"] = _prefix + "key", ["SecretString"] = "new" });

        (await source.GetAsync("key", default)).Should().BeSameAs(old, "it is known");
        var reloaded = await source.ReloadAsync("key", default);

        Encoding.UTF8.GetString(reloaded.Value.Span).Should().Be("new");
        reloaded.Version.Should().NotBe(old.Version);
        (await source.GetAsync("key", default)).Should().BeSameAs(reloaded);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named() =>
        (await FluentActions.Awaiting(() => Source().GetAsync("none", default).AsTask()).Should().ThrowAsync<SecretMissingException>())
            .WithMessage("*'none'*ResourceNotFoundException*");

    private Task<JsonNode> CreateAsync(string name, JsonObject secret)
    {
        secret["Name"] = _prefix + name;
        secret["ClientRequestToken"] = Guid.NewGuid().ToString();
        return _manager.CallAsync("CreateSecret", secret);
    }

    private SecretsManagerSource Source() => new(
        _http, new AwsAccess("eu-west-1", new BasicAWSCredentials("test", "test"), moto.Endpoint), new() { NamePrefix = _prefix }, TimeProvider.System);
}
