using System.Text.Json;

namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>Settings come from two environment variables, which are read before a run first waits.</summary>
public sealed class ConfigTests
{
    private static readonly Lock Variables = new();

    [Fact]
    public async Task Each_of_many_runs_at_once_reads_its_own_settings()
    {
        var runs = Enumerable.Range(0, 60).Select(async number =>
        {
            var seen = "";
            await WithSettingsAsync(new() { ["storescp:number"] = $"{number}" }, async () =>
            {
                await Task.Yield();
                seen = new Config().Require("number");
            });
            return seen == $"{number}";
        });
        (await Task.WhenAll(runs)).Should().NotContain(false);
    }

    [Fact]
    public async Task Values_are_text_numbers_truths_and_objects_below_the_projects_name_or_another()
    {
        await WithSettingsAsync(
            new() { ["storescp:text"] = "x", ["storescp:count"] = "3", ["storescp:ratio"] = "0.5", ["storescp:on"] = "true", ["storescp:list"] = "[1,2]", ["aws:region"] = "eu-west-1" },
            () =>
            {
                var config = new Config();
                (config.Get("text"), config.RequireInt32("count"), config.GetDouble("ratio"), config.GetBoolean("on")).Should().Be(("x", 3, 0.5, true));
                config.RequireObject<int[]>("list").Should().Equal(1, 2);
                config.GetInt32("absent").Should().BeNull();
                new Config("aws").Require("region").Should().Be("eu-west-1");
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task What_is_missing_or_of_another_type_is_named()
    {
        var missing = FluentActions.Awaiting(() => WithSettingsAsync([], () => Task.FromResult(new Config().Require("scpPort"))));
        (await missing.Should().ThrowAsync<RunException>()).Which.Message.Should().StartWith("Missing Required configuration variable 'storescp:scpPort'");
        var wrong = FluentActions.Awaiting(() => WithSettingsAsync(new() { ["storescp:scpPort"] = "many" }, () => Task.FromResult(new Config().RequireInt32("scpPort"))));
        (await wrong.Should().ThrowAsync<RunException>()).Which.Message.Should().Be("Configuration 'storescp:scpPort' value 'many' is not a valid Int32");
    }

    [Fact]
    public async Task A_secret_setting_is_a_secret_output()
    {
        Output<string> secret = null!;
        await WithSettingsAsync(new() { ["storescp:key"] = "hidden" }, () => Task.FromResult(secret = new Config().RequireSecret("key")));
        (await Run.ReadAsync(secret)).Should().Be(("hidden", true, true));
    }

    private static Task WithSettingsAsync(Dictionary<string, string> settings, Func<Task> program)
    {
        lock (Variables)
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonSerializer.Serialize(settings));
            var run = Deployment.TestAsync(new RecordingMocks(), Run.Update, program);
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
            return run;
        }
    }
}
