namespace StoreScp.Emulator;

/// <summary>Rate of each operation, by its name; a call beyond it is a ThrottlingException. An operation without a rate is not throttled.</summary>
public sealed record EmulatorThrottles(IReadOnlyDictionary<string, ThrottleRate> Rates)
{
    public static EmulatorThrottles None { get; } = new(new Dictionary<string, ThrottleRate>());

    /// <summary>AWS's defaults (AWS HealthImaging Developer Guide, "Throttling limits").</summary>
    public static EmulatorThrottles Documented { get; } = new(new Dictionary<string, ThrottleRate>
    {
        ["CreateDatastore"] = new(0.085, 1),
        ["GetDatastore"] = new(10, 20),
        ["ListDatastores"] = new(5, 10),
        ["DeleteDatastore"] = new(0.085, 1),
        ["StartDICOMImportJob"] = new(1, 2),
        ["GetDICOMImportJob"] = new(25, 50),
        ["ListDICOMImportJobs"] = new(10, 20),
        ["SearchImageSets"] = new(25, 50),
        ["GetImageSet"] = new(25, 50),
        ["ListImageSetVersions"] = new(25, 50),
        ["GetImageSetMetadata"] = new(50, 100),
        ["GetImageFrame"] = new(1000, 2000),
        ["UpdateImageSetMetadata"] = new(0.25, 1),
        ["CopyImageSet"] = new(0.25, 1),
        ["DeleteImageSet"] = new(0.25, 1),
        ["TagResource"] = new(10, 20),
        ["UntagResource"] = new(10, 20),
        ["ListTagsForResource"] = new(10, 20),
        ["GetDICOMInstance"] = new(50, 100),
        ["GetDICOMInstanceMetadata"] = new(50, 100),
        ["GetDICOMInstanceFrames"] = new(50, 100),
        ["GetDICOMSeriesMetadata"] = new(50, 100),
    });
}
