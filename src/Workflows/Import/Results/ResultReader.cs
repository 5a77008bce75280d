using System.Runtime.CompilerServices;
using System.Text.Json;
using StoreScp.Storage;

namespace StoreScp.Import.Results;

/// <summary>Reads the output folder of an import job: the manifest, then success, warning and failure files as far as they are there.</summary>
internal sealed class ResultReader(IImportOutput output)
{
    private const string ManifestName = "job-output-manifest.json";

    /// <summary>Lines of one file at most: twice what a job may have.</summary>
    private const int MaximumLines = 10_000;

    private const int MaximumManifestBytes = 16 << 20;

    /// <param name="outputS3Uri">As the job tells it: the folder of the job, or the prefix above it.</param>
    /// <returns>Null while there is no manifest.</returns>
    public async ValueTask<JobResults?> ReadAsync(string outputS3Uri, string datastoreId, string jobId, CancellationToken cancellation)
    {
        var folder = FolderOf(outputS3Uri, datastoreId, jobId);
        if (await ReadManifestAsync(folder + ManifestName, cancellation) is not { } summary)
            return null;

        Dictionary<string, FileResult> files = new(StringComparer.Ordinal);
        // A file that is in several ends as what the most telling of them says.
        await AddAsync(files, summary.FailureOutputS3Uri ?? folder + "FAILURE/", "failure.ndjson", cancellation);
        await AddAsync(files, summary.SuccessOutputS3Uri ?? folder + "SUCCESS/", "success.ndjson", cancellation);
        await AddAsync(files, summary.WarningsOutputS3Uri ?? folder + "WARNING/", "warning.ndjson", cancellation);
        return new JobResults(
            new ImportCounts(
                summary.NumberOfScannedFiles, summary.NumberOfImportedFiles, summary.NumberOfFilesWithCustomerError, summary.NumberOfFilesWithServerError),
            files);
    }

    private static string FolderOf(string outputS3Uri, string datastoreId, string jobId)
    {
        var folder = WithSlash(outputS3Uri);
        var name = $"{datastoreId}-DicomImport-{jobId}/";
        return folder.EndsWith('/' + name, StringComparison.Ordinal) ? folder : folder + name;
    }

    private static string WithSlash(string uri) => uri.EndsWith('/') ? uri : uri + '/';

    private async ValueTask<JobSummary?> ReadManifestAsync(string uri, CancellationToken cancellation)
    {
        if (await output.OpenReadAsync(uri, cancellation) is not { } stream)
            return null;
        await using (stream)
        {
            var bytes = await ReadAllAsync(stream, cancellation);
            try
            {
                return JsonSerializer.Deserialize(bytes.Span, ImportJson.Default.ManifestDocument)?.JobSummary;
            }
            catch (JsonException)
            {
                // Half written: as good as not there.
                return null;
            }
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 << 10];
        for (int length; (length = await stream.ReadAsync(chunk, cancellation)) > 0;)
        {
            buffer.Write(chunk, 0, length);
            if (buffer.Length > MaximumManifestBytes)
                throw new WorkflowTaskException("Results.TooLarge", $"The job's manifest is longer than {MaximumManifestBytes} bytes.");
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private async ValueTask AddAsync(Dictionary<string, FileResult> files, string folder, string name, CancellationToken cancellation)
    {
        if (await output.OpenReadAsync(WithSlash(folder) + name, cancellation) is not { } stream)
            return;
        await using (stream)
        {
            await foreach (var line in ReadLinesAsync(stream, name, cancellation))
            {
                if (line is { InputFile: { } file } && ResultOf(line) is { } result)
                    files[file] = result;
            }
        }
    }

    private static async IAsyncEnumerable<ResultLine> ReadLinesAsync(
        Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        for (var count = 0; await reader.ReadLineAsync(cancellation) is { } text; count++)
        {
            if (count == MaximumLines)
                throw new WorkflowTaskException("Results.TooLarge", $"{name} has more than {MaximumLines} lines.");
            if (TryRead(text) is { } line)
                yield return line;
        }
    }

    /// <summary>A line that is cut off counts as missing: the file is not complete then, and is read again.</summary>
    private static ResultLine? TryRead(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize(text, ImportJson.Default.ResultLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileResult? ResultOf(ResultLine line)
    {
        if (line.ImportResponse is { ImageSetId: { } imageSetId } response)
        {
            return new FileResult(
                new ImportResult
                {
                    ImageSetId = imageSetId,
                    ImageSetVersion = response.ImageSetVersion,
                    IsPrimary = response.IsPrimary,
                    Warnings = [.. (response.Warnings ?? []).Select(warning => $"{warning.WarningReasonCode} {warning.Type}".Trim())],
                },
                null, null);
        }
        return line.Exception is { } exception ? new FileResult(null, exception.ExceptionType, exception.Message) : null;
    }
}
