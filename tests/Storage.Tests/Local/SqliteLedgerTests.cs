using Microsoft.Data.Sqlite;
using StoreScp.Storage.Local;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Local;

public sealed class FlushedLedgerTests : SqliteLedgerTests
{
    protected override Durability Durability => Durability.Flush;
}

public sealed class OsCacheLedgerTests : SqliteLedgerTests
{
    protected override Durability Durability => Durability.OsCache;
}

/// <summary>The contract, and what only a SQLite file has.</summary>
public abstract class SqliteLedgerTests : LedgerContract
{
    private readonly TestFolder _folder = new();

    protected override int ManyInstances => 1_203;

    protected abstract Durability Durability { get; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<ILedger> OpenAsync() => new(SqliteLedger.Open(Options()));

    private LocalStorageOptions Options(string? path = null) =>
        new() { Path = path ?? _folder.Path, Durability = Durability, LedgerLockTimeout = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task Rows_are_there_after_a_restart_and_closing_leaves_one_file()
    {
        await Ledger.AddAsync(Row("1.2.3"), None);
        await Ledger.DisposeAsync();

        Directory.GetFiles(_folder.Path).Should().Equal(_folder["ledger.db"]);
        await using var again = await OpenAsync();
        (await again.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle();
    }

    [Fact]
    public void Others_than_owner_and_group_cannot_read_the_ledger()
    {
        _folder.IsClosedToOthers("ledger.db").Should().BeTrue();
        _folder.IsClosedToOthers("ledger.db-wal").Should().BeTrue();
        _folder.IsClosedToOthers("ledger.db-shm").Should().BeTrue();
    }

    [Fact]
    public async Task What_was_added_is_there_after_a_crash()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Ledger.AddAsync(Row($"1.2.{i}"), None).AsTask()));

        // The files as a killed process leaves them.
        Directory.CreateDirectory(_folder["crashed"]);
        foreach (var name in (string[])["ledger.db", "ledger.db-wal"])
            File.Copy(_folder[name], _folder["crashed/" + name]);

        await using var crashed = SqliteLedger.Open(Options(_folder["crashed"]));
        (await crashed.CountAsync(None)).Instances.Should().Be(100);
    }

    [Fact]
    public async Task A_reader_sees_what_was_added_while_the_server_goes_on_writing()
    {
        await using var reader = SqliteLedgerReader.Open(_folder.Path);
        for (var i = 0; i < 50; i++)
        {
            await Ledger.AddAsync(Row($"1.2.{i}"), None);
            (await reader.CountAsync(None)).Instances.Should().Be(i + 1);
        }
    }

    [Fact]
    public async Task A_reader_works_while_no_server_runs_and_leaves_no_files()
    {
        await Ledger.AddAsync(Row("1.2.3"), None);
        await Ledger.DisposeAsync();

        await using (var reader = SqliteLedgerReader.Open(_folder.Path))
            (await ToListAsync(reader.ListInstancesAsync(new InstanceQuery(), None))).Should().ContainSingle();

        Directory.GetFiles(_folder.Path).Should().Equal(_folder["ledger.db"]);
    }

    [Fact]
    public void A_reader_of_a_missing_folder_says_so_and_creates_nothing()
    {
        FluentActions.Invoking(() => SqliteLedgerReader.Open(_folder["missing"]))
            .Should().Throw<StorageSetupException>().WithMessage("There is no ledger '*'; *");

        Directory.Exists(_folder["missing"]).Should().BeFalse();
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_refused_by_server_and_reader()
    {
        Prepare("PRAGMA user_version = 999");

        FluentActions.Invoking(() => SqliteLedger.Open(Options(_folder["other"])))
            .Should().Throw<StorageSetupException>().WithMessage("*newer version (its schema is 999*");
        FluentActions.Invoking(() => SqliteLedgerReader.Open(_folder["other"]))
            .Should().Throw<StorageSetupException>().WithMessage("*newer version*");
    }

    [Fact]
    public void A_reader_does_not_bring_an_older_ledger_up_to_date()
    {
        Prepare("CREATE TABLE before_us (x)");

        FluentActions.Invoking(() => SqliteLedgerReader.Open(_folder["other"]))
            .Should().Throw<StorageSetupException>().WithMessage("*older version*");
    }

    [Fact]
    public void A_damaged_ledger_is_one_clear_sentence()
    {
        Directory.CreateDirectory(_folder["other"]);
        File.WriteAllBytes(_folder["other/ledger.db"], Bytes(10_000));

        FluentActions.Invoking(() => SqliteLedger.Open(Options(_folder["other"])))
            .Should().Throw<StorageSetupException>().WithMessage("*is damaged or not a ledger*");
    }

    [Fact]
    public void A_ledger_that_cannot_be_opened_is_one_clear_sentence()
    {
        Directory.CreateDirectory(_folder["other/ledger.db"]);

        FluentActions.Invoking(() => SqliteLedger.Open(Options(_folder["other"])))
            .Should().Throw<StorageSetupException>().WithMessage("*cannot be opened; check the permissions*");
    }

    [Fact]
    public async Task A_ledger_that_another_program_keeps_locked_is_an_outage_and_works_again_afterwards()
    {
        await using var ledger = SqliteLedger.Open(Options() with { LedgerLockTimeout = TimeSpan.FromMilliseconds(1) });
        var row = Row("1.2.3");
        await using (var other = Connect(_folder["ledger.db"]))
        {
            using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            await FluentActions.Awaiting(async () => await ledger.AddAsync(row, None)).Should().ThrowAsync<StorageUnavailableException>();
        }

        (await ledger.AddAsync(row, None)).Result.Should().Be(AddResult.Added);
    }

    [Fact]
    public async Task A_row_that_breaks_the_schema_does_not_fail_its_group()
    {
        var receipt = NewReceipt();
        await Ledger.AddAsync(Row("1.1", receipt: receipt), None);

        var bad = Ledger.AddAsync(Row("1.2", receipt: receipt), None).AsTask();
        var good = Ledger.AddAsync(Row("1.3"), None).AsTask();

        await FluentActions.Awaiting(() => bad).Should().ThrowAsync<StorageUnavailableException>();
        (await good).Result.Should().Be(AddResult.Added);
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_refuses_what_comes_after()
    {
        var waiting = Enumerable.Range(0, 200).Select(i => Ledger.AddAsync(Row($"1.2.{i}"), None).AsTask()).ToList();
        await Ledger.DisposeAsync();

        (await Task.WhenAll(waiting)).Should().OnlyContain(outcome => outcome.Result == AddResult.Added);
        await FluentActions.Awaiting(async () => await Ledger.AddAsync(Row("1.9"), None)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private void Prepare(string sql)
    {
        Directory.CreateDirectory(_folder["other"]);
        using var connection = Connect(_folder["other/ledger.db"]);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
