namespace StoreScp.Storage.Local;

/// <summary>How much of the volume may still be used; asks the file system at most once a second, or after 64 MiB taken by us.</summary>
internal sealed class FreeSpace
{
    private const long RefreshBytes = 64L << 20;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly Func<long> _availableBytes;
    private readonly long _minimumFreeBytes;
    private readonly TimeProvider _time;
    private readonly Lock _refresh = new();
    private long _usable;
    private long _taken;
    private long _refreshedAt;

    public FreeSpace(Func<long> availableBytes, long minimumFreeBytes, TimeProvider time)
    {
        _availableBytes = availableBytes;
        _minimumFreeBytes = minimumFreeBytes;
        _time = time;
        Refresh();
    }

    public static FreeSpace Of(string folder, long? minimumFreeBytes, TimeProvider time)
    {
        var drive = new DriveInfo(folder);
        return new FreeSpace(() => drive.AvailableFreeSpace, minimumFreeBytes ?? Math.Min(1L << 30, drive.TotalSize / 50), time);
    }

    public bool HasRoomFor(long bytes)
    {
        var taken = Interlocked.Read(ref _taken);
        if (taken >= RefreshBytes || _time.GetElapsedTime(Interlocked.Read(ref _refreshedAt)) >= RefreshInterval)
        {
            Refresh();
            taken = Interlocked.Read(ref _taken);
        }
        return Interlocked.Read(ref _usable) - taken >= bytes;
    }

    public void Take(long bytes) => Interlocked.Add(ref _taken, bytes);

    private void Refresh()
    {
        // Whoever comes while another refreshes goes on with what is known.
        if (!_refresh.TryEnter())
            return;
        try
        {
            Interlocked.Exchange(ref _refreshedAt, _time.GetTimestamp());
            Interlocked.Exchange(ref _usable, _availableBytes() - _minimumFreeBytes);
            Interlocked.Exchange(ref _taken, 0);
        }
        catch (IOException)
        {
            // A volume that does not answer fails the writes themselves; until then the last answer holds.
        }
        finally
        {
            _refresh.Exit();
        }
    }
}
