using System.Net;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StoreScp.EndToEnd.Tests.Container;

/// <summary>
/// The image that `dotnet publish -t:PublishContainer` makes, run without a container engine: its own entry point, user and environment, on a
/// read-only root without a shell.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class ContainerImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_image_runs_without_root_on_a_read_only_file_system_and_ends_on_SIGTERM()
    {
        if (Environment.UserName != "root")
            Tool.Missing("Mounting needs root.");
        var image = await PublishAsync();
        image.Entrypoint.Should().Equal("/app/storescp");
        image.Command.Should().Equal("serve", "--profile", "aws");
        image.Config.GetProperty("User").GetString().Should().Be("1654");
        image.Config.GetProperty("WorkingDir").GetString().Should().StartWith("/app");
        image.Config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name).Should().BeEquivalentTo("11112/tcp", "8080/tcp");
        image.Config.GetProperty("Labels").GetProperty("org.opencontainers.image.title").GetString().Should().Be("StoreSCP");
        Directory.EnumerateFiles(_folder["root/app/plugins"], "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Should().Contain(["StoreScp.Plugins.TagCoercion.dll", "StoreScp.Plugins.Routing.dll", "StoreScp.Plugins.DeIdentification.dll"]);

        var command = CommandOf(image);
        await using var server = await ServerProcess.StartProgramAsync(command, _folder["volume"]);
        var facts = await File.ReadAllLinesAsync($"/proc/{server.Id}/status", TestContext.Current.CancellationToken);
        facts.Should().Contain(["Uid:\t1654\t1654\t1654\t1654", "Gid:\t1654\t1654\t1654\t1654", "CapEff:\t0000000000000000", "NoNewPrivs:\t1"]);
        facts.Single(line => line.StartsWith("Groups:"))["Groups:".Length..].Trim().Should().BeEmpty();
        File.Exists(_folder["root/usr/bin/sh"]).Should().BeFalse();
        (await ServerProcess.RunAsync("echo", $"127.0.0.1:{server.Port}")).MustSucceed();
        await using (var peer = await RawPeer.AssociateAsync(server.Port))
        {
            (await peer.StoreAsync(Instance.New())).Should().Be(0);
            await peer.ReleaseAsync();
        }
        using (var http = new HttpClient { BaseAddress = server.Admin })
            (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
        var health = (string[])[.. command, "health", $"--Admin:Url={server.Admin}"];
        (await Tool.RunAsync(health[0], health[1..])).MustSucceed();

        (await server.StopAsync()).Should().Be(0, server.Log);

        (await Tool.RunAsync(health[0], health[1..])).ExitCode.Should().Be(1);
        Directory.EnumerateFiles(Path.Combine(_folder["volume"], "objects"), "*.dcm", SearchOption.AllDirectories).Should().ContainSingle();
    }

    private string[] CommandOf(ImageArchive image)
    {
        var user = image.Config.GetProperty("User").GetString()!;
        Directory.CreateDirectory(_folder["volume"]);
        // The runtime's owner of a volume is its user; a test's is root.
        File.SetUnixFileMode(_folder["volume"], (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        return [.. new ReadOnlyRoot(_folder["root"], _folder["volume"], user).Command(image.Environment), .. image.Entrypoint];
    }

    /// <summary>From what is built already: an image for one architecture, without compiling ahead of time.</summary>
    private async Task<ImageArchive> PublishAsync()
    {
        await using var registry = await BaseImageRegistry.StartAsync();
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        (await Tool.RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            "publish", Path.Combine(Repository, "src/Scp/Server/StoreScp.Server.csproj"), "-c", "Release", "--no-build", "-t:PublishContainer", "-nodeReuse:false",
            $"-p:ContainerBaseImage={registry.ImageName}", $"-p:ContainerRuntimeIdentifier=linux-{architecture}", $"-p:ContainerArchiveOutputPath={_folder["image.tar.gz"]}",
            $"-p:PublishDir={_folder["publish"]}/",
        ], atMost: TimeSpan.FromMinutes(4))).MustSucceed();
        return await ImageArchive.UnpackAsync(_folder["image.tar.gz"], _folder["root"]);
    }

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "StoreScp.sln")))
                folder = folder.Parent;
            return folder.FullName;
        }
    }
}
