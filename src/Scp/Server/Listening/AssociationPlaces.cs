namespace StoreScp.Server.Listening;

/// <summary>Counts accepted associations, all together and by calling AE title, against Scp:MaximumAssociations and …PerAE.</summary>
internal sealed class AssociationPlaces(int maximum, int maximumPerAE)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byCallingAE = new(StringComparer.Ordinal);
    private readonly List<TaskCompletionSource> _waiting = [];
    private int _count;

    public int Count
    {
        get { lock (_gate) return _count; }
    }

    public int Maximum => maximum;

    /// <summary>Takes a place, or gives null and the setting that stands in the way.</summary>
    public AssociationPlace? TryTake(string callingAETitle, out string? setting)
    {
        lock (_gate)
        {
            var fromAE = _byCallingAE.GetValueOrDefault(callingAETitle);
            setting = _count >= maximum ? "Scp:MaximumAssociations"
                : maximumPerAE > 0 && fromAE >= maximumPerAE ? "Scp:MaximumAssociationsPerAE"
                : null;
            if (setting is not null)
                return null;
            _count++;
            _byCallingAE[callingAETitle] = fromAE + 1;
            return new AssociationPlace(this, callingAETitle);
        }
    }

    /// <summary>Completes when there is no association any more.</summary>
    public Task EmptyAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(empty);
            return empty.Task;
        }
    }

    private void Leave(string callingAETitle)
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _waiting.ForEach(empty => empty.TrySetResult());
                _waiting.Clear();
            }
            if (--_byCallingAE[callingAETitle] == 0)
                _byCallingAE.Remove(callingAETitle);
        }
    }

    /// <summary>One association's place; disposing it again does nothing.</summary>
    internal sealed class AssociationPlace(AssociationPlaces owner, string callingAETitle) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                owner.Leave(callingAETitle);
        }
    }
}
