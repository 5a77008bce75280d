using OpenTelemetry;
using OpenTelemetry.Metrics;
using StoreScp.AwsCalls.Emf;

namespace StoreScp.Server.Metrics.Emf;

/// <summary>Writes what was collected as documents, each in one write.</summary>
/// <param name="environment">Value of the dimension Environment of every metric; null: no such dimension.</param>
internal sealed class EmfExporter(Stream output, string? environment, TimeProvider time) : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var now = time.GetUtcNow();
        var reading = EmfReading.Of(batch);
        KeyValuePair<string, string>[] common = environment is null ? [] : [new(EmfDocuments.EnvironmentDimension, environment)];
        try
        {
            Write(EmfDocuments.Lines(now, common, reading.Plain));
            foreach (var ((name, value), points) in reading.ByDimension)
                Write(EmfDocuments.Lines(now, [.. common, new(name, value)], points));
            output.Flush();
            return ExportResult.Success;
        }
        catch (IOException)
        {
            // Nobody reads any more; who collects says so.
            return ExportResult.Failure;
        }
    }

    private void Write(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        foreach (var line in lines)
            output.Write(line.Span);
    }
}
