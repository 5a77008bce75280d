namespace StoreScp.Simulation.Tests;

public sealed class EngineTests
{
    [Fact]
    public void The_numbers_are_those_of_SplitMix64()
    {
        var random = new SeededRandom(1234567);
        foreach (var expected in new[] { 6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL })
            random.Unit().Should().Be((expected >> 11) / (double)(1UL << 53));
    }

    [Fact]
    public void Events_at_the_same_time_run_in_the_order_in_which_they_were_asked_for()
    {
        var events = new EventQueue();
        var order = new List<int>();
        foreach (var number in Enumerable.Range(0, 100))
            events.At(TimeSpan.FromSeconds(number % 2), () => order.Add(number));
        events.RunUntil(TimeSpan.FromSeconds(1));
        order.Should().Equal(Enumerable.Range(0, 100).OrderBy(number => number % 2));
    }

    [Fact]
    public void A_bucket_gives_its_burst_and_then_its_rate()
    {
        var bucket = new TokenBucket(perSecond: 1, burst: 2);
        var taken = Enumerable.Range(0, 100).Count(number => bucket.TryTake(TimeSpan.FromSeconds(number * 0.1)));
        taken.Should().Be(2 + 9);
    }

    [Fact]
    public void Every_study_is_of_one_modality() => Modality.All.Sum(modality => modality.Share).Should().BeApproximately(1, 1e-9);

    [Fact]
    public void What_a_study_sends_comes_in_order_of_time_and_is_the_same_each_time()
    {
        var hospital = new Hospital(200);
        foreach (var study in Enumerable.Range(0, hospital.StudiesPerDay))
            hospital.ArrivalsOf(study).Should().BeInAscendingOrder(arrival => arrival.At).And.Equal(hospital.ArrivalsOf(study));
    }

    [Fact]
    public void A_job_of_too_many_files_fails_and_imports_nothing()
    {
        var events = new EventQueue();
        var studies = new StudyTimes(1);
        studies.Arrived(new(TimeSpan.Zero, 0, 5001, 1, false, true));
        var service = new ImportService(events, new(), new(), new SeededRandom(1), studies);
        service.Start(new(0, 5001, 5001, TimeSpan.Zero)).Should().Be(StartAnswer.Started);
        events.RunUntil(TimeSpan.FromHours(1));
        (service.OverLimit, studies.Unfinished).Should().Be((1, 1));
    }
}
