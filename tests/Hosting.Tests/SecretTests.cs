using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Storage;

namespace StoreScp.Hosting.Tests;

public sealed class SecretTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storescp-secrets-").FullName;

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("abc\n", "abc")]
    [InlineData("abc\r\n", "abc")]
    [InlineData("abc\n\n", "abc\n\n")]
    [InlineData("\u0001random\u0002\n", "\u0001random\u0002\n")]
    [InlineData("pässword\n", "pässword")]
    [InlineData(" abc ", " abc ")]
    public async Task A_secret_is_the_file_without_one_line_end(string content, string secret)
    {
        File.WriteAllText(Path.Combine(_folder, "uid-key.v1_A"), content);
        var bytes = await new FolderSecrets(_folder).GetAsync("uid-key.v1_A", default);
        System.Text.Encoding.UTF8.GetString(bytes.Span).Should().Be(secret);
    }

    [Theory]
    [InlineData("missing", "'missing' is not there")]
    [InlineData("empty", "'empty' is empty")]
    [InlineData("../passwd", "cannot name a secret")]
    [InlineData("..", "cannot name a secret")]
    [InlineData("a b", "cannot name a secret")]
    [InlineData("", "cannot name a secret")]
    public async Task A_secret_that_cannot_be_had_is_named(string name, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "empty"), "\n");
        var get = async () => await new FolderSecrets(_folder).GetAsync(name, default);
        (await get.Should().ThrowAsync<PluginSetupException>()).WithMessage($"*{reason}*");
    }

    [Fact]
    public async Task Without_a_folder_there_are_no_secrets()
    {
        var get = async () => await new FolderSecrets(null).GetAsync("key", default);
        (await get.Should().ThrowAsync<PluginSetupException>()).WithMessage("*no folder of secrets*");
    }

    [Fact]
    public async Task A_secret_of_a_source_is_given_as_it_is()
    {
        var source = new OneSecret("key", new Secret(new byte[] { 1, 10 }, "v1"));
        (await new SourcedSecrets(source).GetAsync("key", default)).ToArray().Should().Equal(1, 10);
    }

    [Theory]
    [InlineData("none", "'none' is not there")]
    [InlineData("later", "'later' cannot be had now")]
    public async Task A_source_that_cannot_give_a_secret_is_an_error_of_the_plugins_setup(string name, string reason)
    {
        var get = async () => await new SourcedSecrets(new OneSecret("key", new Secret(new byte[] { 1 }, "v1"))).GetAsync(name, default);
        (await get.Should().ThrowAsync<PluginSetupException>()).WithMessage($"*{reason}*");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class OneSecret(string known, Secret secret) : ISecretSource
    {
        public ValueTask<Secret> GetAsync(string name, CancellationToken cancellation) => name switch
        {
            _ when name == known => new(secret),
            "later" => throw new StorageUnavailableException("The secret 'later' cannot be had now."),
            _ => throw new SecretMissingException($"The secret '{name}' is not there."),
        };

        public ValueTask<Secret> ReloadAsync(string name, CancellationToken cancellation) => GetAsync(name, cancellation);
    }
}
