namespace StoreScp.Simulation.Tests;

public sealed class RunTests
{
    private static readonly Scenario Day = new() { Hospital = new(1_000) };

    public static TheoryData<string> Ways() => [.. Enum.GetNames<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_scenario_gives_the_same_result(string way)
    {
        var scenario = Day with { Way = Enum.Parse<Way>(way), Batches = new() { HoldsWhileStudyImports = true } };
        var (first, second) = (Run.Play(scenario), Run.Play(scenario));
        second.StudyTimes.Should().Equal(first.StudyTimes);
        second.Seals.Should().Equal(first.Seals);
        (second with { StudyTimes = first.StudyTimes, Seals = first.Seals }).Should().Be(first);
    }

    [Fact]
    public void Another_seed_gives_another_day() =>
        Run.Play(Day with { Hospital = new(100, Seed: 1) }).Files.Should().NotBe(Run.Play(Day with { Hospital = new(100, Seed: 2) }).Files);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_the_dispatcher_nothing_is_throttled_nothing_overlaps_and_all_is_imported(bool isHeld)
    {
        var result = Run.Play(Day with { Batches = new() { HoldsWhileStudyImports = isHeld } });
        result.Throttled.Should().Be(0);
        result.QuotaExceeded.Should().Be(0);
        result.Overlaps.Should().Be(0);
        result.OverLimit.Should().Be(0);
        result.UnfinishedStudies.Should().Be(0);
        result.Jobs.Should().Be(result.Seals.Values.Sum());
        result.StudyTimes.Should().HaveCount(1_000).And.OnlyContain(time => time > TimeSpan.FromSeconds(90), "no job is faster");
    }

    [Fact]
    public void A_re_send_is_imported_again_where_there_is_no_ledger() =>
        Run.Play(Day with { Way = Way.JobPerAssociation }).Files.Should().BeGreaterThan(Run.Play(Day).Files);

    [Fact]
    public void Percentiles_are_by_nearest_rank()
    {
        var result = Run.Play(Day with { Hospital = new(100) });
        result.Percentile(50).Should().Be(result.StudyTimes[49]);
        result.Percentile(99).Should().Be(result.StudyTimes[98]);
    }
}
