namespace StoreScp.Platform.Settings;

/// <summary>How long objects, their former versions and logs in S3 are kept.</summary>
public sealed record StorageSettings
{
    public required int ImportRetentionDays { get; init; }

    public required int TieringDays { get; init; }

    public required int NoncurrentVersionDays { get; init; }

    public required int ResultsRetentionDays { get; init; }

    public required int AccessLogRetentionDays { get; init; }

    public static StorageSettings Read(SettingsReader r) => new()
    {
        ImportRetentionDays = r.Number(
            new("ImportRetentionDays", SettingType.Integer, "0", "0 to 36500; 0: for good",
                "After so many days the server's sweep deletes objects whose deliveries are all final (`Import:RetentionDays`). S3 itself never expires them.", "storage"), 0, 36_500),
        TieringDays = r.Number(
            new("TieringDays", SettingType.Integer, "30", "0 to 3650; 0: never", "After so many days objects move to S3 Intelligent-Tiering.",
                "less storage; $0.0025 a month for 1,000 objects"), 0, 3650),
        NoncurrentVersionDays = r.Number(
            new("NoncurrentVersionDays", SettingType.Integer, "30", "1 to 3650", "How long a deleted object can be brought back.", "storage"), 1, 3650),
        ResultsRetentionDays = r.Number(
            new("ResultsRetentionDays", SettingType.Integer, "365", "30 to 3650", "How long HealthImaging's result files are kept; the ledger has what they say.", "storage"), 30, 3650),
        AccessLogRetentionDays = r.Number(
            new("AccessLogRetentionDays", SettingType.Integer, "365", "1 to 3650", "How long access logs in S3 are kept.", "storage"), 1, 3650),
    };
}
