using System.Globalization;
using StoreScp.Cloud.Scenario;

namespace StoreScp.Cloud.Tests;

/// <summary>The command <c>tests/Cloud/run</c>: every process as on AWS.</summary>
public sealed class CloudScenarioTests
{
    [Fact]
    public async Task Two_studies_a_late_instance_and_a_redrive_are_imported()
    {
        if (await Moto.MotoPython.FindAsync() is null)
            Tool.Missing($"moto is not installed: {Moto.MotoPython.HowToInstall}");
        using var folder = new TemporaryFolder();
        await using var cloud = await StandInCloud.StartAsync(
            new CloudOptions { Folder = folder["emulator"], Function = CloudScenario.FunctionOf }, TestContext.Current.CancellationToken);
        await using var output = new StringWriter(CultureInfo.InvariantCulture);

        var instances = await new CloudScenario(cloud, folder.Path, output).RunAsync(TestContext.Current.CancellationToken);

        instances.Should().HaveCount(8).And.OnlyContain(instance => instance.State == "Imported" && instance.ImageSetId != null, output.ToString());
        instances.GroupBy(instance => instance.StudyInstanceUID).Select(study => study.Select(instance => instance.ImageSetId).Distinct().Count()).Should().OnlyContain(sets => sets == 1);
        output.ToString().Should().Contain("ok        workflow: start one").And.Contain("ok        objects: a second one under the same name is refused")
            .And.MatchRegex("identity: arn:aws:sts::[0-9]{12}:").And.Contain("Imported");
        instances.Max(instance => instance.ImageSetVersion).Should().Be(2, "what came late or was redriven went into the image set of its study");
    }
}
