using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreScp.HealthImaging;
using StoreScp.Import.Repair;
using StoreScp.Import.Results;
using StoreScp.Import.Tasks;
using StoreScp.Storage;

namespace StoreScp.Import;

/// <summary>The Tasks of import.asl.json by the name of their resource: JSON in, JSON out, the same on Lambda and in the local runner.</summary>
public sealed class ImportFunctions
{
    private readonly Dictionary<string, Func<string, CancellationToken, ValueTask<string>>> _functions;

    public ImportFunctions(
        IBatchLedger batches, ILedger ledger, IInstanceStore store, IImportOutput output, IOrphanAdopter adopter, IHealthImaging healthImaging,
        ImportOptions options, TimeProvider time, IResultObserver? observer = null)
    {
        var desk = new BatchDesk(batches);
        var reader = new ResultReader(output);
        var recorder = new ResultRecorder(batches, ledger, store, adopter, time, observer);
        _functions = new()
        {
            [nameof(StartImportJob)] = Function(new StartImportJob(desk, healthImaging, options).RunAsync, ImportJson.Default.ImportJob),
            [nameof(GetImportJob)] = Function(new GetImportJob(desk, healthImaging).RunAsync, ImportJson.Default.ImportJob),
            [nameof(ReadResults)] = Function(new ReadResults(reader).RunAsync, ImportJson.Default.ImportCounts),
            [nameof(RecordResults)] = Function(new RecordResults(desk, reader, recorder, options).RunAsync, ImportJson.Default.RecordedResults),
            [nameof(RedriveFiles)] = Function(new RedriveFiles(desk, new Redrive(batches, ledger, store, time, observer)).RunAsync, ImportJson.Default.RedrivenFiles),
            [nameof(HandleFailedJob)] = Function(new HandleFailedJob(desk, options).RunAsync, ImportJson.Default.FailedJob),
            [nameof(CloseBatch)] = Function(new CloseBatch(desk, time).RunAsync, ImportJson.Default.ClosedBatch),
            [nameof(FailBatch)] = Function(new FailBatch(desk, reader, recorder, time).RunAsync, ImportJson.Default.ClosedBatch),
        };
    }

    /// <summary>The workflow (Amazon States Language, JSONPath), with <c>${name}</c> where the resource of each Task goes.</summary>
    public static string Definition
    {
        get
        {
            using var stream = typeof(ImportFunctions).Assembly.GetManifestResourceStream("import.asl.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    public IEnumerable<string> Names => _functions.Keys;

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="input">The whole state of the execution.</param>
    /// <exception cref="WorkflowTaskException">With the error name that the definition's Retry and Catch know.</exception>
    public async ValueTask<string> RunAsync(string name, string input, CancellationToken cancellation)
    {
        try
        {
            return await _functions[name](input, cancellation);
        }
        catch (HealthImagingException error)
        {
            throw new WorkflowTaskException(
                $"MedicalImaging.{(error.IsTransient && error.StatusCode is null ? nameof(InternalServerException) : error.ErrorType)}",
                error.Message, error);
        }
        catch (StorageUnavailableException error)
        {
            throw new WorkflowTaskException("Storage.Unavailable", error.Message, error);
        }
    }

    private static Func<string, CancellationToken, ValueTask<string>> Function<T>(
        Func<ImportState, CancellationToken, ValueTask<T>> task, JsonTypeInfo<T> output) =>
        async (input, cancellation) =>
        {
            var state = JsonSerializer.Deserialize(input, ImportJson.Default.ImportState)!;
            return JsonSerializer.Serialize(await task(state, cancellation), output);
        };
}
