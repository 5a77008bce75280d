using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Routing;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>
/// Where one instance goes: a delivery for each of its routes, the name of its object, and for each data store a batch that is not sealed before the instance
/// is answered.
/// </summary>
/// <remarks>
/// The object is written once, into the batch of the first data store; each further data store gets a durable copy before the row is written, since a batch's
/// folder is what HealthImaging imports. An instance that goes to destinations only is stored beside the batches.
/// </remarks>
internal sealed class InstancePlace : IDisposable
{
    private readonly List<Delivery> _deliveries;
    private readonly List<(int Delivery, Admission Admission)> _places = [];
    private readonly List<Admission> _admissions = [];

    private InstancePlace(ObjectKey key, IEnumerable<Delivery> deliveries) => (ObjectKey, _deliveries) = (key, [.. deliveries]);

    public ObjectKey ObjectKey { get; private set; }

    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    /// <param name="batches">Null where nothing is imported.</param>
    /// <param name="table">The routes of the site.</param>
    /// <param name="routes">The names of the instance's routes; null or empty: the site's default routes.</param>
    /// <exception cref="Protocol.Dimse.StoreFailureException">There is no such route (see <see cref="RouteTable.Resolve"/>).</exception>
    public static async ValueTask<InstancePlace> FindAsync(
        Batches? batches, RouteTable table, IReadOnlyList<string>? routes, IdentityCheck check, ReceiptId receipt, CancellationToken cancellation)
    {
        if (check.Quarantine is not null)
            return new InstancePlace(check.KeyFor(receipt), check.Deliveries());
        var taken = table.Resolve(routes);
        var place = new InstancePlace(check.KeyFor(receipt), taken.Select(route => route.Begin()));
        if (batches is null)
            return place;
        try
        {
            for (var i = 0; i < taken.Count; i++)
            {
                if (taken[i].DatastoreId is { } datastoreId)
                    place.Take(i, await batches.AdmitAsync(datastoreId, check.Identity.StudyInstanceUID, check.Identity.SOPInstanceUID, cancellation));
            }
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Apart from every batch, under a hash of the UID.</summary>
    public static InstancePlace InQuarantine(string sopInstanceUID, string reason, ReceiptId receipt) =>
        new(ObjectKeys.ForQuarantine(sopInstanceUID, receipt), [new Delivery(Delivery.DefaultRoute, DeliveryState.Quarantined, reason)]);

    /// <summary>Makes the object durable, and its copies; one that does not fit into its batch goes to another.</summary>
    public async ValueTask CommitAsync(IInstanceWriter writer, IInstanceStore store, CancellationToken cancellation)
    {
        if (_places.Count > 0)
            _places[0].Admission.MayHaveObject = true;
        await writer.CommitAsync(cancellation);
        for (var i = 0; i < _places.Count; i++)
            await SettleAsync(i, writer.BytesWritten, store, cancellation);
    }

    /// <summary>The objects of so many bytes are deleted again.</summary>
    public void Withdraw(long bytes)
    {
        foreach (var (_, admission) in _places)
            admission.Withdraw(bytes);
    }

    /// <inheritdoc cref="Admission.Acknowledge"/>
    public void Acknowledge()
    {
        foreach (var (_, admission) in _places)
            admission.Acknowledge();
    }

    public void Dispose() => _admissions.ForEach(admission => admission.Dispose());

    private void Take(int delivery, Admission admission)
    {
        _admissions.Add(admission);
        _places.Add((delivery, admission));
        Place(_places.Count - 1, admission);
    }

    /// <summary>The first one's name is that of the row, the others' are their deliveries' own.</summary>
    private void Place(int index, Admission admission)
    {
        var delivery = _places[index].Delivery;
        _places[index] = (delivery, admission);
        if (index == 0)
            ObjectKey = admission.ObjectKey;
        _deliveries[delivery] = _deliveries[delivery] with { Batch = admission.BatchId, ObjectKey = index == 0 ? null : admission.ObjectKey };
    }

    private async ValueTask SettleAsync(int index, long bytes, IInstanceStore store, CancellationToken cancellation)
    {
        var admission = _places[index].Admission;
        var settled = await admission.SettleAsync(bytes, cancellation);
        settled.MayHaveObject = true;
        var (written, isOther) = (ObjectKey, settled != admission);
        if (isOther)
        {
            _admissions.Add(settled);
            Place(index, settled);
        }
        if (index == 0 && isOther)
            await store.MoveAsync(written, settled.ObjectKey, cancellation);
        else if (index > 0 && !await store.CopyAsync(written, settled.ObjectKey, cancellation))
            throw new StorageUnavailableException("The object was taken away before it had a row.");
    }
}
