using StoreScp.Platform.Preview.Differences;

namespace StoreScp.Platform.Preview;

public sealed class DifferenceTests
{
    [Fact]
    public async Task One_environment_under_another_name_and_account_does_not_differ()
    {
        var dev = await Recorded.GraphAsync("dev");
        var twin = await PlatformRecorder.RecordAsync(
            (Recorded.Environment("dev") with { Name = "test" }).With(("AccountID", "999988887777"), ("Image", Recorded.Environment("dev").Value("Image").Replace(Recorded.Environment("dev").Value("AccountID"), "999988887777"))));
        GraphDifference.Text(dev, twin).Should().Be("Nothing differs but names and accounts.\n");
    }

    [Fact]
    public async Task What_only_one_has_and_what_has_another_value_is_told_by_its_path()
    {
        string text = GraphDifference.Text(await Recorded.GraphAsync("dev"), await Recorded.GraphAsync("prod"));
        text.Should().NotContain("Only in dev");
        text.Split("Different: dev → prod")[0].Should().StartWith("Only in prod\n").And.Contain("  NatGateway storescp-{environment}-nat-a\n");
        text.Should().Contain("  TaskDefinition storescp-{environment}\n").And.Contain("\n    cpu: 512 → 2048\n");
        text.Should().Contain("\n    (protected): False → True\n");
        text.Should().NotContain("111122223333").And.NotContain("111122225555");
    }

    [Fact]
    public async Task A_setting_that_changes_one_variable_changes_one_variable()
    {
        var dev = await Recorded.GraphAsync("dev");
        var changed = await PlatformRecorder.RecordAsync(Recorded.Environment("dev").With(("TaskEphemeralStorage", "40")));
        GraphDifference.Text(dev, changed).Should().Contain("TaskDefinition storescp-{environment}\n    ").And.Contain("ephemeralStorage.sizeInGib: 21 → 40").And.NotContain("Only in");
    }
}
