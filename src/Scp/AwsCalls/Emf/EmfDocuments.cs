using System.Buffers;
using System.Text.Json;

namespace StoreScp.AwsCalls.Emf;

/// <summary>
/// Documents in CloudWatch's Embedded Metric Format, each one line of JSON: at most 100 metrics (the specification's limit; its 256 KB and 30
/// dimensions are never near).
/// </summary>
public static class EmfDocuments
{
    /// <summary>Of every metric of ours, of the server's and of the functions'.</summary>
    public const string Namespace = "StoreSCP";

    /// <summary>In front of every set of dimensions, where the site names its environment.</summary>
    public const string EnvironmentDimension = "Environment";

    public const int MaximumMetrics = 100;

    /// <summary>What a pipe takes in one piece (PIPE_BUF): a document is never torn by what another stream writes into the same pipe.</summary>
    public const int MaximumBytes = 4096;

    /// <summary>Braces, names of the format and the time.</summary>
    private const int Frame = 160;

    /// <param name="dimensions">Names and values of the set; the same for every metric of the documents.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(
        DateTimeOffset at, IReadOnlyList<KeyValuePair<string, string>> dimensions, IReadOnlyList<EmfPoint> points)
    {
        // A character escaped takes up to six bytes.
        var empty = Frame + dimensions.Sum(dimension => 6 * (2 * dimension.Key.Length + dimension.Value.Length) + 10);
        List<EmfPoint> document = [];
        var bytes = empty;
        foreach (var point in points)
        {
            var needed = 2 * point.Name.Length + point.Unit.Length + point.Json.Length + 32;
            if (document.Count == MaximumMetrics || (document.Count > 0 && bytes + needed > MaximumBytes))
            {
                yield return Line(at, dimensions, document);
                document.Clear();
                bytes = empty;
            }
            document.Add(point);
            bytes += needed;
        }
        if (document.Count > 0)
            yield return Line(at, dimensions, document);
    }

    private static ReadOnlyMemory<byte> Line(DateTimeOffset at, IReadOnlyList<KeyValuePair<string, string>> dimensions, List<EmfPoint> points)
    {
        var line = new ArrayBufferWriter<byte>(MaximumBytes);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            WriteDirective(json, dimensions, points);
            json.WriteEndArray();
            json.WriteEndObject();
            foreach (var (name, value) in dimensions)
                json.WriteString(name, value);
            foreach (var point in points)
            {
                json.WritePropertyName(point.Name);
                json.WriteRawValue(point.Json);
            }
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private static void WriteDirective(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> dimensions, List<EmfPoint> points)
    {
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        foreach (var (name, _) in dimensions)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteString("Name", point.Name);
            json.WriteString("Unit", point.Unit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
