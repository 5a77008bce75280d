namespace StoreScp.Simulation;

/// <summary>Decides when a job is started.</summary>
internal interface IStarter
{
    void Take(ImportUnit unit);

    /// <summary>Nothing of the study waits or is being imported any more.</summary>
    event Action<int>? StudyFinished;

    /// <summary>Whether an earlier unit of the study waits or is being imported.</summary>
    bool IsUnfinished(int study);

    /// <summary>The most units that waited for their start at one time.</summary>
    int MostWaiting { get; }

    /// <summary>From ready to started, of the units that were.</summary>
    TimeSpan LongestWait { get; }
}
