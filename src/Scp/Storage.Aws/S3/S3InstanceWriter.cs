using System.Buffers;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Gathers an object in memory up to one part: what ends within it becomes one PUT, what is longer an upload in parts as they fill.</summary>
/// <remarks>One part is always enough to go on; where memory is plentiful, the next one is received while the last is sent.</remarks>
internal sealed class S3InstanceWriter : IInstanceWriter
{
    private const string What = "The object cannot be stored";

    private readonly S3Bucket _bucket;
    private readonly PartMemory _memory;
    private readonly NewObject _target;
    private readonly IObjectChecksum _checksum;
    private readonly CancellationTokenSource _stop = new();
    private PartBuffer _part;
    private PartBuffer? _sent;
    private Task? _sending;
    private MultipartUpload? _upload;
    private bool _mayBeThere;
    private bool _isCommitted;
    private bool _isEnded;

    public S3InstanceWriter(S3Bucket bucket, PartMemory memory, ObjectKey key)
    {
        _bucket = bucket;
        _memory = memory;
        _target = new NewObject(bucket, key);
        _checksum = new ChecksumFields(bucket.Options.Checksum).Begin();
        _part = new PartBuffer(memory);
    }

    public long BytesWritten { get; private set; }

    public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isEnded, this);
        try
        {
            foreach (var segment in bytes)
                await AppendAsync(segment, cancellation);
        }
        catch
        {
            // Nobody knows how much of it was taken: this object cannot be committed any more.
            _isEnded = true;
            throw;
        }
    }

    public async ValueTask CommitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isEnded, this);
        _isEnded = true;
        using var operation = _bucket.Begin(What, cancellation);
        try
        {
            if (_sending is null)
                await PutAsync(operation);
            else
                await CompleteAsync(operation, cancellation);
            _isCommitted = true;
        }
        finally
        {
            if (_isCommitted)
                GiveMemoryBack();
        }
    }

    /// <summary>Without a commit: ends what is being sent, and takes back what is in S3, within <see cref="S3StorageOptions.CleanupBudget"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnded = true;
        if (!_isCommitted)
        {
            await _stop.CancelAsync();
            using var cleanup = _bucket.BeginCleanup("What an object left behind cannot be removed");
            await TakeBackAsync(cleanup);
            GiveMemoryBack();
        }
        _checksum.Dispose();
        _stop.Dispose();
    }

    private async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            if (_part.IsFull)
                await NextPartAsync(cancellation);
            await _part.MakeRoomAsync(cancellation);
            var count = _part.Append(bytes.Span);
            _checksum.Append(bytes.Span[..count]);
            BytesWritten += count;
            bytes = bytes[count..];
        }
    }

    private async Task PutAsync(S3Operation operation)
    {
        try
        {
            _mayBeThere = true;
            await SinglePut.RunAsync(_bucket, operation, _target, _part, _checksum.End());
        }
        catch (ObjectExistsException)
        {
            _mayBeThere = false;
            throw;
        }
    }

    private async Task CompleteAsync(S3Operation operation, CancellationToken cancellation)
    {
        var last = _checksum.EndPart();
        await SentAsync(cancellation);
        await _upload!.UploadAsync(operation, _part, last, _stop.Token);
        _mayBeThere = true;
        await _upload.CompleteAsync(operation, BytesWritten, _checksum.End());
    }

    /// <summary>The full part is sent, beside the receipt of the next one if there is memory for it.</summary>
    private async ValueTask NextPartAsync(CancellationToken cancellation)
    {
        await SentAsync(cancellation);
        var free = _sent;
        _sent = _part;
        _sending = SendAsync(_part, _checksum.EndPart());
        if (free is not null && _memory.WaiterCount > 0)
        {
            free.Dispose();
            free = null;
        }
        free ??= PartBuffer.TryCreateWhole(_memory);
        if (free is null)
        {
            await SentAsync(cancellation);
            free = _sent;
            _sent = null;
        }
        free.Clear();
        _part = free;
    }

    /// <summary>Completes when nothing is being sent; throws what became of it.</summary>
    private Task SentAsync(CancellationToken cancellation) => _sending?.WaitAsync(cancellation) ?? Task.CompletedTask;

    private async Task SendAsync(PartBuffer part, string checksum)
    {
        var stop = _stop.Token;
        // To begin is not cancelled: an upload whose name nobody learned could not be aborted.
        using var operation = _bucket.Begin(What, CancellationToken.None);
        _upload ??= await MultipartUpload.BeginAsync(_bucket, operation, _target);
        if (stop.IsCancellationRequested)
            await _upload.AbortAsync(operation);
        else
            await _upload.UploadAsync(operation, part, checksum, stop);
    }

    private async Task TakeBackAsync(S3Operation cleanup)
    {
        try
        {
            if (_sending is not null)
                await Task.WhenAny(_sending, Task.Delay(_bucket.Options.CleanupBudget, _bucket.Time));
            if (_upload is not null)
                await _upload.AbortAsync(cleanup);
            if (_mayBeThere && await _target.IsThereAsync(cleanup, BytesWritten, checksum: null))
                await _target.DeleteAsync(cleanup);
        }
        catch (Exception error) when (error is StorageUnavailableException or S3FaultException)
        {
            // The sweep takes what is left: uploads by their age, objects for orphans.
        }
    }

    private void GiveMemoryBack()
    {
        _part.Dispose();
        if (_sent != _part)
            _sent?.Dispose();
        _sent = null;
    }
}
