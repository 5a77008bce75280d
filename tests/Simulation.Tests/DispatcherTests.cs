namespace StoreScp.Simulation.Tests;

public sealed class DispatcherTests
{
    private readonly EventQueue _events = new();
    private readonly List<(ImportUnit Unit, double Seconds)> _seen = [];

    [Fact]
    public void Starts_keep_to_the_pace_and_to_the_share_of_jobs_at_once()
    {
        var service = Play(Enumerable.Range(0, 100).Select(study => new ImportUnit(study, 1, 1, TimeSpan.Zero)));
        _seen.Should().HaveCount(100);
        // 80 places from second 79 on: the rest waits for the first ones to end.
        _seen.Count(seen => seen.Seconds <= 181).Should().BeLessThanOrEqualTo(80);
        (service.Throttled, service.QuotaExceeded).Should().Be((0, 0));
    }

    [Fact]
    public void One_study_is_imported_one_batch_after_the_other_and_others_pass_it()
    {
        var service = Play([new(1, 1, 1, TimeSpan.Zero), new(1, 2, 1, TimeSpan.Zero), new(2, 3, 1, TimeSpan.Zero)]);
        _seen.Select(seen => seen.Unit.Files).Should().Equal(1, 3, 2);
        service.Overlaps.Should().Be(0);
    }

    private ImportService Play(IEnumerable<ImportUnit> units)
    {
        var time = new JobTime { FixedMinimum = TimeSpan.FromSeconds(100), FixedMaximum = TimeSpan.FromSeconds(100) };
        var service = new ImportService(_events, new(), time, new SeededRandom(1), new StudyTimes(100));
        var dispatcher = new Dispatcher(_events, service, new());
        service.Seen += unit => _seen.Add((unit, _events.Now.TotalSeconds));
        foreach (var unit in units)
            dispatcher.Take(unit);
        _events.RunUntil(TimeSpan.FromHours(1));
        return service;
    }
}
