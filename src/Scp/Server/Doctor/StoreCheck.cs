using System.Buffers;
using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Doctor;

/// <summary>Does with one small object what reception, import and sweep do with instances.</summary>
internal static class StoreCheck
{
    public static async Task RunAsync(IInstanceStore store, CheckLines checks, CancellationToken cancellation)
    {
        // Outside every batch: nothing imports it, and a sweep takes it should we end before it is deleted.
        var key = new ObjectKey($"doctor/{Guid.NewGuid():N}.dcm");
        var bytes = Guid.NewGuid().ToByteArray();
        if (!await checks.TryAsync("objects: write one", () => WriteAsync(store, key, bytes, cancellation)))
            return;
        await checks.TryAsync("objects: a second one under the same name is refused", async () =>
        {
            try
            {
                await WriteAsync(store, key, bytes, cancellation);
            }
            catch (ObjectExistsException)
            {
                return;
            }
            throw new StorageUnavailableException("The store took two objects of one name: its conditional writes (If-None-Match) do not work.");
        });
        await checks.TryAsync("objects: read it back", async () =>
        {
            await using var stream = await store.OpenReadAsync(key, cancellation) ?? throw new StorageUnavailableException("It is not there.");
            var read = new byte[bytes.Length + 1];
            if (await stream.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancellation) != bytes.Length || !read.AsSpan(0, bytes.Length).SequenceEqual(bytes))
                throw new StorageUnavailableException("Other bytes came back than were written.");
        });
        await checks.TryAsync("objects: list them", async () =>
        {
            await foreach (var found in store.ListFolderAsync(key.Folder, cancellation))
            {
                if (found.Key == key)
                    return;
            }
            throw new StorageUnavailableException("It is not in the list.");
        });
        await checks.TryAsync("objects: delete it", async () =>
        {
            if (!await store.DeleteAsync(key, cancellation))
                throw new StorageUnavailableException("It was gone already.");
        });
    }

    private static async Task WriteAsync(IInstanceStore store, ObjectKey key, byte[] bytes, CancellationToken cancellation)
    {
        await using var writer = await store.CreateAsync(key, cancellation);
        await writer.WriteAsync(new ReadOnlySequence<byte>(bytes), cancellation);
        await writer.CommitAsync(cancellation);
    }
}
