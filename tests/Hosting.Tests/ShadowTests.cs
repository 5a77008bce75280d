using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>A version on probation, beside the one in use.</summary>
public sealed class ShadowTests
{
    [Fact]
    public async Task A_shadow_runs_beside_the_version_in_use_and_its_differences_are_counted()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        site.Install(version: "2.0.0");
        var host = await site.StartAsync(Site.Handler("Plain") with { Version = "1.0.0", ShadowVersion = "2.0.0" });
        using var handlers = host.ForAssociation("A", "B");
        var shadow = handlers.Handlers.Single().Shadow!;

        var instance = Site.Instance();
        await Site.RunAsync(shadow.Handler, instance);
        instance.Header["InstitutionName"].Should().Be("2.0.0");
        shadow.Handler.Guard.Should().NotBeSameAs(handlers.Handlers[0].Guard);

        shadow.Compared(new(true, null, [], null));
        shadow.Compared(new(false, "Continue, Quarantine", ["(0010,0010)"], null));
        shadow.Compared(new(false, null, ["(0008,0080)"], null));
        shadow.Compared(new(false, null, [], "It threw."));
        host.Status.Handlers[0].Shadow.Should().Be(new ShadowStatus("2.0.0", true, BreakerState.Closed, 1, 1, 2, 1, null));
        host.Status.Handlers[0].Calls.Should().Be(0, "a shadow's calls are not the handler's");
        host.Status.Folders.Should().OnlyContain(folder => folder.State == FolderState.Used);
    }

    [Fact]
    public async Task Differences_are_logged_by_path_and_at_most_every_ten_seconds()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        site.Install(version: "2.0.0");
        var host = await site.StartAsync(Site.Handler("Plain") with { Version = "1.0.0", ShadowVersion = "2.0.0" });
        using var handlers = host.ForAssociation("A", "B");
        var compared = handlers.Handlers.Single().Shadow!.Compared;
        var difference = new ShadowComparison(false, "Continue, Discard", ["(0010,0010)", "(0008,1115)[0].(0020,000E)"], null);

        compared(difference);
        compared(difference);
        compared(difference);
        site.Time.Advance(TimeSpan.FromSeconds(10));
        compared(difference with { Decision = null });

        site.Log.Warnings.Should().Equal(
            "Handler 'first': Shadow 2.0.0 differs. Decisions: Continue, Discard. Elements: (0010,0010), (0008,1115)[0].(0020,000E).",
            "Handler 'first': Shadow 2.0.0 differs. Elements: (0010,0010), (0008,1115)[0].(0020,000E). (2 more like this since the last line)");
    }

    [Fact]
    public async Task A_shadow_that_cannot_be_loaded_changes_nothing_for_the_version_in_use()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain") with { ShadowVersion = "2.0.0" });
        using var handlers = host.ForAssociation("A", "B");

        handlers.Handlers.Single().Shadow.Should().BeNull();
        host.Status.Handlers[0].State.Should().Be(HandlerState.Running);
        host.Status.Handlers[0].Shadow!.Problem.Should().Contain("no usable plugin 'Behaviours' 2.0.0");
    }
}
