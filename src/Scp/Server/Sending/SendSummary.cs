using System.Globalization;
using StoreScp.Protocol.Dimse;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Sending;

/// <summary>Counts what became of each file; thread safe.</summary>
internal sealed class SendSummary
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];
    private long _bytes;

    public int Stored { get; private set; }

    public int Failed => _failures.Count;

    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Warnings (Bxxx) are stored: PS3.4 §B.2.3.</summary>
    public void Answered(FileToSend file, DimseStatus status, string? comment)
    {
        lock (_gate)
        {
            Count(status.Code == 0 ? "Success" : $"{status}");
            if (status.IsFailure)
            {
                _failures.Add($"{LogText.Escape(file.Path)}: {status}{(string.IsNullOrEmpty(comment) ? "" : $" \"{LogText.Escape(comment)}\"")}");
                return;
            }
            Stored++;
            _bytes += file.DataSetBytes;
        }
    }

    public void NotSent(string path, string reason)
    {
        lock (_gate)
        {
            Count("not sent");
            _failures.Add($"{LogText.Escape(path)}: {reason}");
        }
    }

    public IEnumerable<string> Lines(TimeSpan duration)
    {
        var seconds = Math.Max(duration.TotalSeconds, 0.001);
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Stored} stored, {Failed} failed: {ByteSizeText.ForPeople(_bytes)} in {duration.TotalSeconds:0.0} s ({ByteSizeText.ForPeople(_bytes / seconds)}/s)");
        foreach (var (outcome, count) in _outcomes)
            yield return $"  {count,8}  {outcome}";
    }

    private void Count(string outcome) => _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
}
