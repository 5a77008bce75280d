using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StoreScp.Storage.Local;

/// <summary>A prepared SQLite statement, bound and read column after column; ADO's parameter objects would cost more than the insert.</summary>
/// <remarks>Used by one thread at a time, its connection's.</remarks>
internal sealed class Statement : IDisposable
{
    private const int MaximumStackText = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _parameter;
    private int _column;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Rows changed by the last step of an insert or update.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public Statement Bind(string? text)
    {
        _parameter++;
        if (text is null)
        {
            Check(raw.sqlite3_bind_null(_statement, _parameter));
            return this;
        }
        var maximum = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = maximum <= MaximumStackText ? stackalloc byte[MaximumStackText] : new byte[maximum];
        return BindUtf8(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_parameter, value));
        return this;
    }

    /// <summary>As milliseconds since 1970.</summary>
    public Statement Bind(DateTimeOffset? time) => time is { } moment ? Bind(moment.ToUnixTimeMilliseconds()) : Bind((string?)null);

    public Statement Bind(ReceiptId receipt)
    {
        Span<byte> bytes = stackalloc byte[ReceiptId.BinaryLength];
        receipt.CopyTo(bytes);
        Check(raw.sqlite3_bind_blob(_statement, ++_parameter, bytes));
        return this;
    }

    /// <summary>Runs to the next row; false when there is none, and the statement is ready to be bound again.</summary>
    public bool Step()
    {
        _column = 0;
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;
        Reset();
        if (result != raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    /// <summary>Runs a statement that gives no rows; returns how many it changed.</summary>
    public int Run()
    {
        Step();
        return Changes;
    }

    /// <summary>Gives up the remaining rows.</summary>
    public void Reset()
    {
        _parameter = 0;
        raw.sqlite3_reset(_statement);
    }

    public long ReadInt64() => raw.sqlite3_column_int64(_statement, _column++);

    // By length: a C string would end at a NUL.
    public string ReadText() => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, _column++));

    public string? ReadNullableText()
    {
        if (raw.sqlite3_column_type(_statement, _column) != raw.SQLITE_NULL)
            return ReadText();
        _column++;
        return null;
    }

    public DateTimeOffset? ReadTime()
    {
        var isNull = raw.sqlite3_column_type(_statement, _column) == raw.SQLITE_NULL;
        var milliseconds = ReadInt64();
        return isNull ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    public ReceiptId ReadReceipt() => ReceiptId.FromBytes(raw.sqlite3_column_blob(_statement, _column++));

    public void Dispose() => _statement.Dispose();

    private Statement BindUtf8(ReadOnlySpan<byte> text)
    {
        // An empty span has no address, and SQLite would bind NULL.
        Check(text.IsEmpty
            ? raw.sqlite3_bind_text(_statement, _parameter, "")
            : raw.sqlite3_bind_text(_statement, _parameter, text));
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
