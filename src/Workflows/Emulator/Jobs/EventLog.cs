using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>What EventBridge would get, one line of JSON each, in <c>events.ndjson</c> (AWS HealthImaging Developer Guide, "Using Amazon EventBridge").</summary>
internal sealed class EventLog(EmulatorOptions options, EmulatorFolder folder, TimeProvider time)
{
    private const string ImagingVersion = "1.0";
    private readonly Lock _lock = new();

    public void Datastore(Datastore store, string state, string status) => Append(
        $"Data Store {state}", Arns.Datastore(options, store.Id),
        new JsonObject { ["datastoreId"] = store.Id, ["datastoreName"] = store.Name, ["datastoreStatus"] = status });

    public void Job(ImportJob job)
    {
        string state = job.Status switch
        {
            ImportJob.Submitted => "Submitted",
            ImportJob.InProgress => "In Progress",
            ImportJob.Completed => "Completed",
            _ => "Failed",
        };
        Append($"Import Job {state}", Arns.Datastore(options, job.DatastoreId), new JsonObject
        {
            ["datastoreId"] = job.DatastoreId,
            ["jobId"] = job.Id,
            ["jobName"] = job.Name,
            ["jobStatus"] = job.Status,
            ["inputS3Uri"] = job.Input,
            ["outputS3Uri"] = job.Output,
        });
    }

    /// <summary>An import made this version.</summary>
    public void Imported(string datastoreId, Placement set)
    {
        if (set.Version == 1) ImageSet(datastoreId, set, "Created", ImageSetVersion.Created);
        else ImageSet(datastoreId, set, "Updated", ImageSetVersion.Updated);
    }

    /// <summary>The names are AWS's: <c>imagesetId</c>, and a version in quotes.</summary>
    public void ImageSet(string datastoreId, Placement set, string state, string workflowStatus) => Append(
        $"Image Set {state}", Arns.ImageSet(options, datastoreId, set.ImageSetId),
        new JsonObject
        {
            ["isPrimary"] = set.IsPrimary,
            ["imageSetVersion"] = $"{set.Version}",
            ["datastoreId"] = datastoreId,
            ["imagesetId"] = set.ImageSetId,
            ["imageSetState"] = workflowStatus == ImageSetVersion.Deleted ? "DELETED" : "ACTIVE",
            ["imageSetWorkflowStatus"] = workflowStatus,
        });

    private void Append(string detailType, string resource, JsonObject detail)
    {
        detail.Insert(0, "imagingVersion", ImagingVersion);
        var line = new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = detailType,
            ["source"] = "aws.medical-imaging",
            ["account"] = options.AccountId,
            ["time"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["region"] = options.Region,
            ["resources"] = new JsonArray(resource),
            ["detail"] = detail,
        };
        lock (_lock)
        {
            var file = new FileInfo(folder.Events);
            if (file.Exists && file.Length > options.MaximumEventFileBytes) file.MoveTo(Path.ChangeExtension(folder.Events, "1.ndjson"), overwrite: true);
            File.AppendAllText(folder.Events, line.ToJsonString() + "\n");
        }
    }
}
