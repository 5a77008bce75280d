namespace StoreScp.Platform.Workflow;

/// <summary>One function of the zip: its handler, how large it is, and what it needs (docs/operations.md, "Lambda functions").</summary>
public sealed record ImportFunction(string Handler, int TimeoutSeconds, int MemoryMiB)
{
    public bool ReadsResults { get; init; }

    /// <summary>Reads, moves and removes objects.</summary>
    public bool HandlesInstances { get; init; }

    public bool StartsWorkflows { get; init; }

    /// <summary>Of HealthImaging.</summary>
    public IReadOnlyList<string> HealthImagingActions { get; init; } = [];

    /// <summary>Hands the data-access role to HealthImaging.</summary>
    public bool PassesRole { get; init; }

    /// <summary>Tasks of import.asl.json; the other ones run on a schedule.</summary>
    public bool IsTask { get; init; } = true;

    public static IReadOnlyList<ImportFunction> All { get; } =
    [
        new("StartImportJob", 60, 256) { HealthImagingActions = ["medical-imaging:StartDICOMImportJob", "medical-imaging:ListDICOMImportJobs"], PassesRole = true },
        new("GetImportJob", 60, 256) { HealthImagingActions = ["medical-imaging:GetDICOMImportJob"] },
        new("HandleFailedJob", 60, 256),
        new("ReadResults", 300, 256) { ReadsResults = true },
        new("RecordResults", 900, 512) { ReadsResults = true, HandlesInstances = true },
        new("RedriveFiles", 900, 512) { HandlesInstances = true },
        new("CloseBatch", 60, 256),
        new("FailBatch", 900, 512) { ReadsResults = true, HandlesInstances = true },
        new("Sweep", 300, 512)
        {
            IsTask = false, ReadsResults = true, HandlesInstances = true, StartsWorkflows = true, HealthImagingActions = ["medical-imaging:GetDICOMImportJob"],
        },
        new("Dispatch", 60, 256) { IsTask = false, StartsWorkflows = true },
    ];
}
