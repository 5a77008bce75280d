using System.Globalization;
using System.Text;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview.Costs;

/// <summary>The estimate as a text, with everything that it assumes.</summary>
internal static class CostTable
{
    public static string Text(PlatformGraph graph, Assumptions assumptions)
    {
        var lines = new CostEstimate(graph, assumptions).Lines();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{graph.Environment.Name}: an estimate for a month, in US dollars. Nothing here was asked of AWS.\n\n");
        foreach (var line in lines)
            text.Append(CultureInfo.InvariantCulture, $"{line.What,-50}{line.Quantity,14:N2} {line.Unit,-24}{line.Price,14:0.##########}{line.Total,12:N2}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"Total",-50}{"",14} {"",-24}{"",14}{lines.Sum(line => line.Total),12:N2}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Assumed: list prices of {assumptions.Region} in {assumptions.Date}, without tax, free tier or discount");
        if (graph.Environment.Value("Region") != assumptions.Region)
            text.Append(CultureInfo.InvariantCulture, $"; this environment is in {graph.Environment.Value("Region")}, where they are others");
        text.Append(CultureInfo.InvariantCulture, $".\nThe load: {string.Join(", ", assumptions.LoadLines())}.\n");
        text.Append("Not counted: data to the internet and between zones, requests to KMS, images in ECR, flow logs, access logs, container insights, what HealthImaging's API is asked for.\n");
        text.Append("All of this is in tests/Platform.Preview/Costs/assumptions.txt: put your own numbers there.\n");
        return text.ToString();
    }
}
