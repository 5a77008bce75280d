using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreScp.Storage.Local;

/// <summary>One write that waits for its group commit.</summary>
internal abstract class LedgerWrite
{
    /// <summary>Does the work inside the transaction. Throws when the whole group must fail.</summary>
    public abstract void Run(LedgerTables tables);

    /// <summary>Tells the caller, after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class LedgerWrite<T>(Func<LedgerTables, T> work) : LedgerWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _error;

    public Task<T> Task => _completion.Task;

    public override void Run(LedgerTables tables)
    {
        try
        {
            _result = work(tables);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
        {
            // SQLite undid this statement only: the rest of the group is fine.
            _error = exception;
        }
    }

    public override void Complete()
    {
        if (_error is null)
            _completion.SetResult(_result!);
        else
            Fail(_error);
    }

    public override void Fail(Exception exception) =>
        _completion.SetException(new StorageUnavailableException($"The ledger cannot be written: {exception.Message}", exception));
}
