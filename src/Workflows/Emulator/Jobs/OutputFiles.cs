using System.Text;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>Writes the four output files of a job (AWS HealthImaging Developer Guide, "Understanding import jobs").</summary>
internal sealed class OutputFiles(Buckets buckets, EmulatorFaults faults)
{
    private const string SuccessFolder = "SUCCESS/";
    private const string FailureFolder = "FAILURE/";
    private const string WarningFolder = "WARNING/";

    /// <summary>The manifest comes last: who sees it finds the others.</summary>
    /// <exception cref="JobFailure">There is no such output bucket.</exception>
    public async Task WriteAsync(ImportJob job, IReadOnlyList<FileOutcome> files)
    {
        IBucket bucket = BucketOf(job);
        string folder = S3Uri.Parse(job.Output).Key;
        IEnumerable<FileOutcome> successes = files.Where(file => file.Placement is not null && !(faults.OmitWarnedFromSuccess && file.Warnings.Count > 0));
        await WriteLinesAsync(bucket, $"{folder}{SuccessFolder}success.ndjson", successes.Select(SuccessLine));
        await WriteLinesAsync(bucket, $"{folder}{FailureFolder}failure.ndjson", files.Where(file => file.Error is not null).Select(FailureLine));
        await WriteLinesAsync(bucket, $"{folder}{WarningFolder}warning.ndjson", files.Where(file => file.Warnings.Count > 0).Select(WarningLine));
        await WriteAsync(bucket, $"{folder}job-output-manifest.json", [Finish(Manifest(job, files))]);
    }

    /// <exception cref="JobFailure">There is no such output bucket.</exception>
    public IBucket BucketOf(ImportJob job)
    {
        string name = S3Uri.Parse(job.Output).Bucket;
        return buckets.Find(name) ?? throw new JobFailure($"OUTPUT_BUCKET_ACCESS_DENIED: the bucket {name} does not exist or cannot be written");
    }

    private static JsonObject Manifest(ImportJob job, IReadOnlyList<FileOutcome> files)
    {
        var summary = new JsonArray();
        foreach (IGrouping<Placement, FileOutcome> set in files.Where(file => file.Placement is not null).GroupBy(file => file.Placement!))
        {
            JsonObject item = Response(set.Key);
            item["numberOfMatchedSOPInstances"] = set.Count();
            summary.Add(item);
        }
        return new JsonObject
        {
            ["jobSummary"] = new JsonObject
            {
                ["jobId"] = job.Id,
                ["datastoreId"] = job.DatastoreId,
                ["inputS3Uri"] = job.Input,
                ["outputS3Uri"] = job.Output,
                ["successOutputS3Uri"] = $"{job.Output}{SuccessFolder}",
                ["failureOutputS3Uri"] = $"{job.Output}{FailureFolder}",
                ["warningsOutputS3Uri"] = $"{job.Output}{WarningFolder}",
                ["numberOfScannedFiles"] = files.Count,
                ["numberOfImportedFiles"] = files.Count(file => file.Placement is not null),
                ["numberOfFilesWithCustomerError"] = files.Count(file => file.Error is { IsServerError: false }),
                ["numberOfFilesWithServerError"] = files.Count(file => file.Error is { IsServerError: true }),
                ["numberOfGeneratedImageSets"] = summary.Count,
                ["imageSetsSummary"] = summary,
            },
        };
    }

    private static JsonObject SuccessLine(FileOutcome file) => new() { ["inputFile"] = file.Key, ["importResponse"] = Response(file.Placement!) };

    private static JsonObject FailureLine(FileOutcome file) => new()
    {
        ["inputFile"] = file.Key,
        ["exception"] = new JsonObject { ["exceptionType"] = file.Error!.ExceptionType, ["message"] = file.Error.Message },
    };

    private static JsonObject WarningLine(FileOutcome file)
    {
        JsonObject response = Response(file.Placement!);
        response["warnings"] = new JsonArray([.. file.Warnings.Select(warning => new JsonObject
        {
            ["warning_reason_code"] = warning.Code,
            ["type"] = warning.Type,
            ["message"] = warning.Message,
        })]);
        return new() { ["inputFile"] = file.Key, ["importResponse"] = response };
    }

    private static JsonObject Response(Placement placement) => new()
    {
        ["imageSetId"] = placement.ImageSetId,
        ["imageSetVersion"] = placement.Version,
        ["isPrimary"] = placement.IsPrimary,
    };

    private async Task WriteLinesAsync(IBucket bucket, string key, IEnumerable<JsonObject> objects)
    {
        string[] lines = [.. objects.Select(Finish)];
        if (lines.Length == 0 && faults.OmitEmptyResultFiles) return;
        await WriteAsync(bucket, key, lines);
    }

    private string Finish(JsonObject json)
    {
        if (faults.UnknownFields) UnknownFields.AddTo(json);
        return json.ToJsonString();
    }

    private static Task WriteAsync(IBucket bucket, string key, IReadOnlyCollection<string> lines) => bucket.PutAsync(key, async stream =>
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (string line in lines) await writer.WriteAsync($"{line}\n");
    });
}
