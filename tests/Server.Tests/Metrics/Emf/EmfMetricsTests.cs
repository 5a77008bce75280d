using System.Diagnostics.Metrics;
using StoreScp.AwsCalls.Emf;
using StoreScp.Server.Metrics;
using StoreScp.Server.Metrics.Emf;

namespace StoreScp.Server.Tests.Metrics.Emf;

public class EmfMetricsTests
{
    /// <summary>Dashboards and alarms are written by this table.</summary>
    [Fact]
    public void The_table_of_the_operations_guide_is_the_list_of_the_code()
    {
        var rows = Document().Split('\n').SkipWhile(line => line != "| metric | kind | unit | dimension | what |").Skip(2).TakeWhile(line => line.StartsWith('|'));

        rows.Should().Equal(EmfMetrics.All.Select(metric =>
            $"| `{metric.Name}` | {metric.Kind.ToString().ToLowerInvariant()} | {metric.Unit} | {metric.Dimension ?? ""} | {metric.Meaning} |".Replace("|  |", "| |")));
    }

    [Fact]
    public void Names_are_distinct_and_none_is_that_of_a_dimension()
    {
        var names = EmfMetrics.All.Select(metric => metric.Name).ToList();

        names.Should().OnlyHaveUniqueItems().And.NotContain(EmfMetrics.All.Select(metric => metric.Dimension)).And.NotContain([EmfDocuments.EnvironmentDimension, "_aws"]);
    }

    [Theory]
    [InlineData("0000H", false)]
    [InlineData("B007H", false)]
    [InlineData("0124H", true)]
    [InlineData("A700H", true)]
    [InlineData("C000H", true)]
    public void A_status_is_a_failure_as_the_standard_says(string status, bool isFailure) =>
        EmfMetrics.All.Single(metric => metric.Name == "InstancesFailed").Counts!(status).Should().Be(isFailure);

    [Fact]
    public void Unit_and_kind_are_those_of_the_instrument()
    {
        Dictionary<string, Instrument> instruments = [];
        var name = $"emf units {Guid.NewGuid():N}";
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == name)
                    instruments[instrument.Name] = instrument;
            },
        };
        listener.Start();
        using var metrics = new StoreScpMetrics(name);

        foreach (var metric in EmfMetrics.All.Where(metric => metric.Kind != EmfKind.Gauge))
        {
            var instrument = instruments.Should().ContainKey(metric.Instrument).WhoseValue;
            metric.Unit.Should().Be(instrument.Unit switch { "By" => "Bytes", "s" => "Seconds", _ => "Count" });
            instrument.GetType().Name.Should().StartWith(metric.Kind.ToString());
        }
    }

    private static string Document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", "operations.md"));
    }
}
