using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.Hosting.Tests;

/// <summary>New versions without a stop.</summary>
public sealed class UpdateTests
{
    [Fact]
    public async Task A_new_version_serves_new_associations_and_running_ones_keep_theirs()
    {
        await using var site = new Site();
        using var disposed = new TestGate();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain") with { Settings = new Dictionary<string, string> { ["Disposed"] = disposed.Name } });
        var running = host.ForAssociation("A", "B");
        var alsoRunning = host.ForAssociation("A", "B");

        site.Install(version: "1.1.0");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.1.0");
        (await Site.InstitutionNameAsync(running)).Should().Be("1.0.0");

        running.Dispose();
        running.Dispose();
        await host.WhenRetiredAsync();
        disposed.Opened.IsCompleted.Should().BeFalse("another association still runs");
        (await Site.InstitutionNameAsync(alsoRunning)).Should().Be("1.0.0");

        alsoRunning.Dispose();
        await host.WhenRetiredAsync();
        disposed.Opened.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task The_loop_looks_at_the_folders_at_every_interval()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        site.Install(version: "1.1.0");
        using var stop = new CancellationTokenSource();
        var loop = host.RunAsync(stop.Token);

        site.Time.Advance(TimeSpan.FromSeconds(9));
        host.Status.Handlers[0].Version.Should().Be("1.0.0");
        site.Time.Advance(TimeSpan.FromSeconds(1));
        while (host.Status.Handlers[0].Version != "1.1.0")
            await Task.Yield();

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => loop).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Files_in_use_can_be_replaced_and_removed()
    {
        await using var site = new Site();
        var folder = site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        using var running = host.ForAssociation("A", "B");
        foreach (var file in Directory.GetFiles(folder))
            File.WriteAllBytes(file, new byte[10]);
        Directory.Delete(folder, recursive: true);
        await host.ScanAsync(default);

        (await Site.InstitutionNameAsync(running)).Should().Be("1.0.0");
        host.Status.Handlers[0].State.Should().Be(HandlerState.Outdated);
        host.Status.Handlers[0].Problem.Should().Contain("no usable plugin 'Behaviours'").And.Contain("1.0.0 stays in use");
    }

    [Fact]
    public async Task A_new_version_that_does_not_initialize_leaves_the_old_one_in_use()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        site.Install(version: "2.0.0", edit: manifest => manifest["handlers"]![0]!["type"] = "StoreScp.TestPlugins.Behaviours.NotAHandler");
        await host.ScanAsync(default);
        await host.ScanAsync(default);

        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0");
        var status = host.Status;
        status.Handlers[0].State.Should().Be(HandlerState.Outdated);
        status.Handlers[0].Problem.Should().Contain("Version 2.0.0").And.Contain("does not implement IPreStoreHandler").And.EndWith("Version 1.0.0 stays in use.");
        status.Folders[1].State.Should().Be(FolderState.Refused);
        host.NotReadyReasons.Should().BeEmpty("the handler runs");
        site.Log.Warnings.Should().ContainSingle(line => line.Contains("does not implement"), "it is said once, not at every scan");
    }

    [Fact]
    public async Task A_folder_that_is_being_written_over_does_not_bring_back_an_older_version()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var folder = site.Install(version: "2.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        File.Delete(Path.Combine(folder, "plugin.sha256"));
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("2.0.0");

        Directory.Delete(folder, recursive: true);
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0", "removing a version is how a site goes back");
    }

    [Fact]
    public async Task Changed_settings_are_loaded_like_a_new_version_and_broken_ones_are_not()
    {
        await using var site = new Site();
        site.Install();
        var file = Path.Combine(site.Settings, "plain.json");
        File.WriteAllText(file, """{ "Text": "a" }""");
        var host = await site.StartAsync(Site.Handler("Plain") with { SettingsFile = "plain.json" });
        using var running = host.ForAssociation("A", "B");

        File.WriteAllText(file, """{ "Text": "b" }""");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0 b");
        (await Site.InstitutionNameAsync(running)).Should().Be("1.0.0 a");

        File.WriteAllText(file, """{ "Txet": "c" }""");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0 b");
        host.Status.Handlers[0].Problem.Should().Contain("plain.json").And.Contain("Txet");
    }
}
