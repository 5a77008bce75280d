namespace StoreScp.Storage;

/// <summary>Where instances are kept as whole objects, each written once and never overwritten.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when the store cannot do its work now. Thread safe.</remarks>
public interface IInstanceStore : IAsyncDisposable
{
    /// <summary>Whether so many more bytes can be taken without filling the store; cheap enough to ask for every block.</summary>
    bool HasRoomFor(long bytes);

    /// <summary>Begins an object. Nothing is visible under <paramref name="key"/> before <see cref="IInstanceWriter.CommitAsync"/>.</summary>
    ValueTask<IInstanceWriter> CreateAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Opens an object for reading from its first byte, seekable; null when there is none. The caller disposes it.</summary>
    ValueTask<Stream?> OpenReadAsync(ObjectKey key, CancellationToken cancellation);

    ValueTask<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Deletes durably; false when there was no such object.</summary>
    ValueTask<bool> DeleteAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Renames durably; false when there is no object <paramref name="from"/>.</summary>
    /// <exception cref="ObjectExistsException">There is an object <paramref name="to"/> already.</exception>
    ValueTask<bool> MoveAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation);

    /// <summary>Copies durably, on the store's side where it can; false when there is no object <paramref name="from"/>.</summary>
    /// <exception cref="ObjectExistsException">There is an object <paramref name="to"/> already.</exception>
    ValueTask<bool> CopyAsync(ObjectKey from, ObjectKey to, CancellationToken cancellation);

    /// <summary>The objects directly in one folder (<see cref="ObjectKey.Folder"/>), in no particular order; none when there is no such folder.</summary>
    IAsyncEnumerable<StoredObject> ListFolderAsync(string folder, CancellationToken cancellation);

    /// <summary>Every object written since <paramref name="writtenSince"/> (older ones may appear too), in no particular order.</summary>
    /// <remarks>One in a batch that was opened days before may be left out: what is there without a row is adopted when the results of the batch are recorded.</remarks>
    IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset writtenSince, CancellationToken cancellation);

    /// <summary>Removes what writers of processes that have ended left unfinished, never what a living process writes; returns how many.</summary>
    ValueTask<int> RemoveAbandonedAsync(CancellationToken cancellation);
}
