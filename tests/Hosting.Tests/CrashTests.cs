using System.Diagnostics;
using StoreScp.Plugins.Hosting.Crashes;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>Faults that end the process are outside isolation; the next start knows where they came from.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("StackOverflow")]
    [InlineData("FailFast")]
    public async Task A_handler_that_ended_the_process_starts_with_its_breaker_open(string how)
    {
        await using var site = new Site();
        site.Install();
        (await CrashAsync(site, "Crashes", "How", how)).Should().Contain("harmless came back");

        var host = await site.StartAsync(Site.Handler("Plain", "harmless"), Site.Handler("Plain", "suspect"));
        host.Status.Handlers.Select(handler => handler.Breaker).Should().Equal(BreakerState.Closed, BreakerState.Open);
        host.Status.Handlers[1].Notice.Should().Be("'suspect' was running when the server's process ended without warning: its circuit breaker starts open.");
        site.Log.Warnings.Should().Contain(line => line.Contains("Handler 'suspect' (Behaviours 1.0.0) was running"));
        using var handlers = host.ForAssociation("A", "B");
        (await Site.FailureAsync(handlers.Handlers[1])).Failure.Should().Be(HandlerFailure.BreakerOpen);

        site.Time.Advance(TimeSpan.FromSeconds(30));
        (await Site.InstitutionNameAsync(handlers)).Should().Be("1.0.0", "after the open time an instance probes it");

        var next = await site.StartAsync(Site.Handler("Plain", "suspect"));
        next.Status.Handlers[0].Breaker.Should().Be(BreakerState.Closed, "the marker was read once");
    }

    [Fact]
    public async Task A_version_that_ended_the_process_while_it_was_initialized_is_not_tried_again()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        await CrashAsync(site, "Plain", "FailFastAtStart", "true");

        var host = await site.StartAsync(Site.Handler("Plain", "suspect"));
        host.NotReadyReasons.Single().Should().Contain("ended while this version was being initialized");
        site.Install(version: "1.0.1");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.1");
    }

    [Fact]
    public async Task A_process_that_ends_in_order_leaves_nothing()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Plain"));
        await Site.InstitutionNameAsync(host);
        Directory.EnumerateFileSystemEntries(site.Run).Should().HaveCount(2);
        await host.DisposeAsync();
        Directory.EnumerateFileSystemEntries(site.Run).Should().BeEmpty();
    }

    [Fact]
    public async Task What_another_running_process_has_is_left_alone()
    {
        await using var site = new Site();
        site.Install();
        using var gates = new HangingGates();
        var one = await site.StartAsync(gates.Handler);
        using var handlers = one.ForAssociation("A", "B");
        var call = Site.RunAsync(handlers.Handlers[0], Site.Instance());
        await gates.Entered.Opened;

        var other = await site.StartAsync(gates.Handler);
        other.Status.Handlers[0].Breaker.Should().Be(BreakerState.Closed);
        Directory.GetDirectories(site.Run).Should().HaveCount(2);
        gates.Release.Open();
        await call;
    }

    [Fact]
    public void The_marker_names_what_runs_and_only_that()
    {
        var folder = Directory.CreateTempSubdirectory("storescp-marker-").FullName;
        using (var marker = CrashMarker.Create(folder))
        {
            var idle = marker.Add("idle", "P", "1.0.0", atStart: false);
            var busy = marker.Add("Überwachung", "P", "2.0.0-rc.1", atStart: false);
            var starting = marker.Add("starting", "Q", "3.0.0", atStart: true);
            busy.Enter();
            busy.Enter();
            busy.Exit();
            idle.Enter();
            idle.Exit();
            starting.Enter();
            CrashMarker.Read(folder).Should().Equal(
                new CrashedHandler("Überwachung", "P", "2.0.0-rc.1", false), new CrashedHandler("starting", "Q", "3.0.0", true));

            busy.Dispose();
            starting.Dispose();
            idle.Dispose();
            CrashMarker.Read(folder).Should().BeEmpty();
            using var again = marker.Add("again", "P", "1.0.0", atStart: false);
            again.Enter();
            CrashMarker.Read(folder).Should().ContainSingle().Which.Name.Should().Be("again");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(700)]
    public void A_marker_that_is_damaged_names_nobody(int length)
    {
        var folder = Directory.CreateTempSubdirectory("storescp-marker-").FullName;
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)0x41);
        File.WriteAllBytes(Path.Combine(folder, CrashMarker.FileName), bytes);
        CrashMarker.Read(folder).Should().BeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> CrashAsync(Site site, string handler, string setting, string value)
    {
        using var process = Process.Start(new ProcessStartInfo(Published.CrashingHost, [site.Plugins, site.Run, handler, setting, value])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_DbgEnableMiniDump"] = "0" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().NotBe(0, await error);
        output.Should().NotContain("suspect came back");
        return output;
    }
}
