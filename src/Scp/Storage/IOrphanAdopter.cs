namespace StoreScp.Storage;

/// <summary>Decides about an object that no row owns: it parses and hashes it, and adds a row when it is a whole instance.</summary>
public interface IOrphanAdopter
{
    /// <returns>True: a row owns the object now. False: nothing can be made of it, and the sweep moves it into quarantine.</returns>
    ValueTask<bool> TryAdoptAsync(StoredObject orphan, CancellationToken cancellation);
}
