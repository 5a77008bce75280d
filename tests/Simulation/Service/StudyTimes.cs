namespace StoreScp.Simulation;

/// <summary>For each study: when its last instance came, and when nothing of it was left to import.</summary>
internal sealed class StudyTimes(int studies)
{
    private readonly int[] _filesLeft = new int[studies];
    private readonly TimeSpan[] _lastArrival = new TimeSpan[studies];
    private readonly TimeSpan[] _lastImport = new TimeSpan[studies];

    /// <summary>Instances to be imported, a re-send counted only where it is imported again.</summary>
    public int Files { get; private set; }

    /// <summary>Their size.</summary>
    public long Bytes { get; private set; }

    public void Arrived(Arrival arrival)
    {
        Bytes += arrival.Files * arrival.BytesPerFile;
        Files += arrival.Files;
        _filesLeft[arrival.Study] += arrival.Files;
        _lastArrival[arrival.Study] = arrival.At;
    }

    public void Imported(ImportUnit unit, TimeSpan now)
    {
        _filesLeft[unit.Study] -= unit.Files;
        _lastImport[unit.Study] = now;
    }

    public int Unfinished => _filesLeft.Count(files => files > 0);

    /// <summary>From the last instance to Imported, in ascending order; a study that is not finished counts as the longest.</summary>
    public TimeSpan[] SortedTimes() =>
        [.. _filesLeft.Select((files, study) => files > 0 ? TimeSpan.MaxValue : _lastImport[study] - _lastArrival[study]).Order()];
}
