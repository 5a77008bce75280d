using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One study of `storescp status --json`. These names are fixed: scripts read them.</summary>
internal sealed record StudyLine(
    string StudyInstanceUID, int SeriesCount, long InstanceCount, long Bytes, DateTimeOffset FirstReceivedAt, DateTimeOffset LastReceivedAt,
    IReadOnlyList<string> CallingAETitles, IReadOnlyDictionary<string, long> States)
{
    public static StudyLine Of(StudySummary study) => new(
        study.StudyInstanceUID, study.SeriesCount, study.InstanceCount, study.Bytes, study.FirstReceivedAt, study.LastReceivedAt,
        study.CallingAETitles, study.Deliveries.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value));

    public string StatesText() => string.Join(", ", States.Select(pair => $"{pair.Value} {pair.Key}"));
}
