using StoreScp.Platform.Preview.Costs;

namespace StoreScp.Platform.Preview;

public sealed class CostTests
{
    [Fact]
    public async Task Tasks_cost_what_their_number_and_size_say()
    {
        var (estimate, assumptions) = await EstimateAsync("prod");
        // Two tasks of two CPUs, 4 GiB of memory and 50 GiB of disk, 730 hours.
        Line(estimate, "Fargate, CPU").Quantity.Should().Be(2 * 2 * 730);
        Line(estimate, "Fargate, memory").Quantity.Should().Be(2 * 4 * 730);
        Line(estimate, "Fargate, disk").Quantity.Should().Be(2 * 30 * 730);
        Line(estimate, "Fargate, CPU").Total.Should().Be(2920 * assumptions.Price("fargate.vcpu.x86_64"));
    }

    [Fact]
    public async Task What_an_environment_does_not_have_costs_nothing()
    {
        var (prod, _) = await EstimateAsync("prod");
        var (dev, _) = await EstimateAsync("dev");
        Line(prod, "NAT gateways").Quantity.Should().Be(3 * 730);
        dev.Select(line => line.What).Should().NotContain(what => what.StartsWith("NAT", StringComparison.Ordinal)).And.NotContain("Audit trail");
        Line(dev, "Public addresses of tasks").Quantity.Should().Be(730);
        dev.Sum(line => line.Total).Should().BeLessThan(prod.Sum(line => line.Total));
    }

    [Fact]
    public async Task The_load_is_what_the_data_file_says()
    {
        var (estimate, _) = await EstimateAsync("dev");
        Line(estimate, "HealthImaging, storage").Quantity.Should().Be(10_000 * 300 * 0.5 / 1000);
        Line(estimate, "Step Functions").Quantity.Should().Be(10_000 * 25 / 1000.0);
    }

    [Fact]
    public async Task Every_assumption_is_used_by_some_environment()
    {
        var assumptions = Assumptions.Read();
        foreach (string name in Recorded.Environments)
            _ = new CostEstimate(await Recorded.GraphAsync(name), assumptions).Lines();
        // None of the environments is on arm64.
        _ = new CostEstimate(await PlatformRecorder.RecordAsync(Recorded.Environment("dev").With(("CPUArchitecture", "Arm64"))), assumptions).Lines();
        assumptions.Unused.Should().BeEmpty();
    }

    [Fact]
    public async Task The_text_has_the_total_and_says_that_it_is_assumed()
    {
        var (estimate, assumptions) = await EstimateAsync("prod");
        string text = CostTable.Text(await Recorded.GraphAsync("prod"), assumptions);
        text.Should().Contain(FormattableString.Invariant($"{estimate.Sum(line => line.Total),12:N2}\n\nAssumed: list prices of eu-west-1 in {assumptions.Date}")).And.Contain("10000 studies a month");
        text.Should().NotContain("where they are others");
        CostTable.Text(await PlatformRecorder.RecordAsync(Recorded.Environment("dev").With(("Region", "us-west-2"))), assumptions).Should().Contain("us-west-2, where they are others");
    }

    [Fact]
    public void A_price_that_the_file_does_not_have_is_named() =>
        FluentActions.Invoking(() => Assumptions.Parse(["region r", "date d"]).Price("fargate.vcpu.x86_64")).Should().Throw<KeyNotFoundException>().WithMessage("*price fargate.vcpu.x86_64*");

    private static async Task<(IReadOnlyList<CostLine> Lines, Assumptions Assumptions)> EstimateAsync(string environment)
    {
        var assumptions = Assumptions.Read();
        return (new CostEstimate(await Recorded.GraphAsync(environment), assumptions).Lines(), assumptions);
    }

    private static CostLine Line(IEnumerable<CostLine> lines, string what) => lines.Single(line => line.What == what);
}
