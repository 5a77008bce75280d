using StoreScp.Storage;

namespace StoreScp.Import;

/// <summary>Copies on the store's side that may run twice.</summary>
internal static class ObjectMoves
{
    /// <summary>The end of a delivery whose object is gone: nothing else must wait for it.</summary>
    public const string Missing = "The object is missing from the store";

    /// <summary>False when there is neither the object nor its copy.</summary>
    public static async ValueTask<bool> TryCopyAsync(IInstanceStore store, ObjectKey from, ObjectKey to, CancellationToken cancellation)
    {
        try
        {
            if (await store.CopyAsync(from, to, cancellation))
                return true;
        }
        catch (ObjectExistsException)
        {
            // An earlier run; objects appear whole or not at all.
        }
        return await store.FindAsync(to, cancellation) is not null;
    }
}
