using System.Text.Encodings.Web;
using System.Text.Json;

namespace StoreScp.Benchmarks.Reporting;

/// <summary>Everything of a throughput run for a program to read: settings, medians and each run.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, IReadOnlyList<string> settings, IReadOnlyList<ScenarioSummary> summaries)
    {
        using var file = File.Create(path);
        JsonSerializer.Serialize(file, new { Settings = settings, Summaries = summaries }, Options);
    }
}
