namespace StoreScp.Simulation.Tests;

public sealed class StudyBatchesTests
{
    private readonly EventQueue _events = new();
    private readonly SealedUnits _sealed = new();

    [Fact]
    public void Quiet_seals_thirty_seconds_after_the_last_file()
    {
        Play(Files(at: 0, count: 3), Files(at: 29, count: 2));
        _sealed.Units.Should().Equal(new ImportUnit(1, 5, 5, TimeSpan.FromSeconds(59)));
    }

    [Fact]
    public void A_gap_longer_than_the_quiet_period_makes_two_batches()
    {
        Play(Files(at: 0, count: 1), Files(at: 31, count: 1));
        _sealed.Units.Select(unit => unit.ReadyAt.TotalSeconds).Should().Equal(30, 61);
    }

    [Fact]
    public void A_study_that_drips_is_sealed_by_age()
    {
        Play([.. Enumerable.Range(0, 40).Select(number => Files(at: 23 * number, count: 1))]);
        _sealed.Units.Select(unit => (unit.Files, unit.ReadyAt.TotalSeconds)).Should().Equal((27, 600), (13, 927));
    }

    [Fact]
    public void Files_and_bytes_seal_at_once_and_bytes_before_they_are_too_many()
    {
        Play(Files(at: 0, count: 4501));
        Play(Files(at: 100, count: 4, bytesPerFile: 3_000_000_000));
        _sealed.Units.Select(unit => (unit.Files, unit.ReadyAt.TotalSeconds)).Should().Equal((4500, 0), (1, 30), (3, 100), (1, 130));
    }

    [Fact]
    public void A_large_file_is_a_batch_of_its_own_and_leaves_the_open_one_open()
    {
        Play(Files(at: 0, count: 1), Files(at: 1, count: 1, bytesPerFile: 4_000_000_001), Files(at: 2, count: 1));
        _sealed.Units.Select(unit => (unit.Files, unit.ReadyAt.TotalSeconds)).Should().Equal((1, 1), (2, 32));
    }

    [Fact]
    public void A_re_send_is_not_batched_again()
    {
        Play(Files(at: 0, count: 1) with { IsResend = true });
        _sealed.Units.Should().BeEmpty();
    }

    [Fact]
    public void A_held_batch_is_sealed_when_the_study_is_free()
    {
        var batches = new StudyBatches(_events, new() { HoldsWhileStudyImports = true }, _sealed);
        _sealed.Unfinished = true;
        _events.At(TimeSpan.Zero, () => batches.Take(Files(at: 0, count: 1)));
        _events.At(TimeSpan.FromSeconds(50), () => batches.Take(Files(at: 50, count: 1)));
        _events.At(TimeSpan.FromSeconds(120), () => _sealed.Finish(study: 1));
        _events.RunUntil(TimeSpan.FromHours(1));
        _sealed.Units.Should().Equal(new ImportUnit(1, 2, 2, TimeSpan.FromSeconds(120)));
    }

    private static Arrival Files(int at, int count, long bytesPerFile = 1) => new(TimeSpan.FromSeconds(at), 1, count, bytesPerFile, false, false);

    private void Play(params Arrival[] arrivals)
    {
        var batches = new StudyBatches(_events, new(), _sealed);
        foreach (var arrival in arrivals)
            _events.At(arrival.At, () => batches.Take(arrival));
        _events.RunUntil(_events.Now + TimeSpan.FromHours(1));
    }

    private sealed class SealedUnits : IStarter
    {
        public event Action<int>? StudyFinished;

        public List<ImportUnit> Units { get; } = [];

        public bool Unfinished { get; set; }

        public int MostWaiting => 0;

        public TimeSpan LongestWait => TimeSpan.Zero;

        public bool IsUnfinished(int study) => Unfinished;

        public void Take(ImportUnit unit) => Units.Add(unit);

        public void Finish(int study)
        {
            Unfinished = false;
            StudyFinished?.Invoke(study);
        }
    }
}
