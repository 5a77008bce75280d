namespace StoreScp.Platform.Settings;

/// <summary>Logs, alarms, audit and budget.</summary>
public sealed record ObservabilitySettings
{
    /// <summary>What CloudWatch Logs takes.</summary>
    private static readonly int[] RetentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    public required int LogRetentionDays { get; init; }

    public required IReadOnlyList<string> AlarmEmails { get; init; }

    /// <summary>0: no such alarm.</summary>
    public required int NothingReceivedHours { get; init; }

    /// <summary>0: no such alarm.</summary>
    public required int TimeToImportedMinutes { get; init; }

    public required bool AuditTrail { get; init; }

    /// <summary>0: none.</summary>
    public required int MonthlyBudgetDollars { get; init; }

    public static ObservabilitySettings Read(SettingsReader r) => new()
    {
        LogRetentionDays = r.OneOf(
            new("LogRetentionDays", SettingType.Integer, "365", string.Join(", ", RetentionDays), "How long logs are kept.", "$0.03 a month for each GB"), RetentionDays),
        AlarmEmails = r.List(
            new("AlarmEmails", SettingType.Array, "[]", "mail addresses; each has to confirm its subscription", "Who hears of alarms.", "—"), SettingForms.IsEmail),
        NothingReceivedHours = r.Number(
            new("NothingReceivedHours", SettingType.Integer, "0", "0 to 24; 0: no alarm", "An alarm when nothing at all was received for so long (Peers has the same by AE title).",
                "$0.10 a month"), 0, 24),
        TimeToImportedMinutes = r.Number(
            new("TimeToImportedMinutes", SettingType.Integer, "0", "0 to 1440 minutes; 0: no alarm", "An alarm when one in ten instances takes longer from its receipt to its result Imported.",
                "$0.10 a month"), 0, 1440),
        AuditTrail = r.Switch(
            new("AuditTrail", SettingType.Boolean, "false", "true, false", "A CloudTrail trail of every read and write of objects in the DICOM and results buckets.", "$0.10 for 100,000 events")),
        MonthlyBudgetDollars = r.Number(
            new("MonthlyBudget", SettingType.Integer, "0", "0 to 1000000 US dollars; 0: none",
                "A budget for what has this environment's tags; AlarmEmails hear of 80 % and of a forecast beyond it. The tag Environment must be a cost allocation tag of the account.", "—"), 0, 1_000_000),
    };
}
