namespace StoreScp.Storage;

/// <summary>What one write changes of the deliveries of a row: destination and object stay those of the delivery, and an object that moves gets its new name where the old one stood.</summary>
public sealed class DeliveryChanges
{
    private readonly List<Delivery> _after = [];
    private readonly List<Delivery> _endedForwards = [];

    public DeliveryChanges(IReadOnlyList<Delivery> before, Func<Delivery, Delivery> change, ObjectKey? objectKey)
    {
        foreach (var old in before)
        {
            var changed = change(old);
            if (changed == old)
            {
                _after.Add(old);
                continue;
            }
            Any = true;
            var isOwnObject = old.ObjectKey is not null;
            if (!isOwnObject)
                ObjectKeyOfRow ??= objectKey;
            var written = changed with { ForwardTo = old.ForwardTo, ObjectKey = isOwnObject ? objectKey ?? old.ObjectKey : null };
            _after.Add(written);
            if (written is { ForwardTo: not null, IsFinal: true } && !old.IsFinal)
                _endedForwards.Add(written);
        }
    }

    public bool Any { get; }

    public IReadOnlyList<Delivery> After => _after;

    /// <summary>The new name of the row's object; null when it stays.</summary>
    public ObjectKey? ObjectKeyOfRow { get; }

    public IEnumerable<Delivery> EndedForwards => _endedForwards;
}
