using StoreScp.Storage;

namespace StoreScp.Import;

/// <summary>Copies on the store's side that may run twice.</summary>
internal static class ObjectMoves
{
    /// <exception cref="StorageUnavailableException">There is neither the object nor its copy, or they differ in length.</exception>
    public static async ValueTask CopyAsync(IInstanceStore store, ObjectKey from, ObjectKey to, CancellationToken cancellation)
    {
        try
        {
            if (await store.CopyAsync(from, to, cancellation))
                return;
        }
        catch (ObjectExistsException)
        {
            // An earlier run; objects appear whole or not at all.
        }
        if (await store.FindAsync(to, cancellation) is null)
            throw new StorageUnavailableException($"The object '{from}' is missing from the store.");
    }
}
