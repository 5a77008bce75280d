using StoreScp.Receiving.Commitments;

namespace StoreScp.Server.Settings;

/// <summary>The settings of storage commitment, the site's and a peer's own.</summary>
internal static class CommitmentSettings
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromHours(24);

    private static readonly TimeSpan OneWeek = TimeSpan.FromDays(7);

    public static CommitmentOptions Read(SettingsReader r, CommitmentOptions d) => d with
    {
        DefaultRules = new CommitmentRules(
            r.Choice("Commitment:Policy", d.DefaultRules.Policy), r.Switch("Commitment:CommitWhenModified", d.DefaultRules.CommitWhenModified)),
        DecideWithin = r.Duration("Commitment:DecideWithin", d.DecideWithin, OneSecond, OneWeek),
        AnswerDelay = r.Duration("Commitment:AnswerDelay", d.AnswerDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        CheckInterval = r.Duration("Commitment:CheckInterval", d.CheckInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        RetryInterval = r.Duration("Commitment:RetryInterval", d.RetryInterval, OneSecond, OneDay),
        MaximumRetryInterval = r.Duration("Commitment:MaximumRetryInterval", d.MaximumRetryInterval, OneSecond, OneDay),
        RetryFor = r.Duration("Commitment:RetryFor", d.RetryFor, TimeSpan.Zero, OneWeek),
        AbandonedAfter = r.Duration("Commitment:AbandonedAfter", d.AbandonedAfter, OneSecond, OneDay),
        MaximumReferences = r.Number("Commitment:MaximumReferences", d.MaximumReferences, 1, 100_000),
        MaximumRequestBytes = r.ByteSize("Commitment:MaximumRequestBytes", d.MaximumRequestBytes, 64 << 10, d.MaximumRequestBytesInAll),
    };

    public static CommitmentPolicy? ReadPolicy(SettingsReader r, string key) => r.Read<CommitmentPolicy?>(
        key, null, "Imported, Stored",
        (string text, out CommitmentPolicy? value) =>
        {
            var isNamed = Enum.GetNames<CommitmentPolicy>().Contains(text, StringComparer.OrdinalIgnoreCase);
            value = isNamed ? Enum.Parse<CommitmentPolicy>(text, ignoreCase: true) : null;
            return isNamed;
        },
        value => value?.ToString() ?? "(Commitment:Policy)");

    public static bool? ReadWhenModified(SettingsReader r, string key) => r.Read<bool?>(
        key, null, "true or false",
        (string text, out bool? value) =>
        {
            var isSwitch = bool.TryParse(text, out var isOn);
            value = isOn;
            return isSwitch;
        },
        value => value is { } isOn ? (isOn ? "true" : "false") : "(Commitment:CommitWhenModified)");
}
