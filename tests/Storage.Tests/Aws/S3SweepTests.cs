using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>What a sweep sees and removes.</summary>
public sealed class S3SweepTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeS3 _s3 = new() { PageSize = 2 };
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public async Task Every_page_is_listed_and_what_is_no_key_of_ours_is_left_out()
    {
        await using var store = _s3.Open(time: _time);
        ObjectKey[] keys = [.. Enumerable.Range(0, 5).Select(i => NewKey())];
        foreach (var key in keys)
            _s3.Objects[key.Value] = ObjectAt(Now);
        _s3.Objects["not a key"] = ObjectAt(Now);

        var listed = await ToListAsync(store.ListAsync(Now - TimeSpan.FromHours(1), None));

        listed.Select(found => found.Key).Should().BeEquivalentTo(keys);
    }

    [Fact]
    public async Task Batches_that_were_closed_long_before_are_not_gone_through()
    {
        await using var store = _s3.Open(time: _time);
        var since = Now - TimeSpan.FromHours(1);
        ObjectKey[] recent =
        [
            ObjectKeys.ForInstance("1.2.3", "1.2.3.4", ReceiptId.Create(_time)), KeyIn("a", since), KeyIn("a", Now), KeyIn("b", since - TimeSpan.FromHours(101)),
            ObjectKeys.ForQuarantine("no uid", ReceiptId.Create(_time)),
        ];
        var old = Enumerable.Range(0, 100).Select(i => KeyIn(i % 2 == 0 ? "a" : "b", since - TimeSpan.FromHours(103 + i)));
        foreach (var key in recent.Concat(old))
            _s3.Objects[key.Value] = ObjectAt(Now);

        var listed = await ToListAsync(store.ListAsync(since, None));

        listed.Select(found => found.Key).Should().BeEquivalentTo(recent);
        _s3.Operations.Should().HaveCountLessThan(10, "100 objects of old batches are 50 pages");
    }

    [Fact]
    public async Task Only_what_was_written_since_then_is_listed()
    {
        await using var store = _s3.Open(time: _time);
        ObjectKey old = NewKey(), recent = NewKey();
        _s3.Objects[old.Value] = ObjectAt(Now - TimeSpan.FromHours(2));
        _s3.Objects[recent.Value] = ObjectAt(Now);

        (await ToListAsync(store.ListAsync(Now, None))).Should().Equal(new StoredObject(recent, 10, Now));
    }

    [Fact]
    public async Task An_object_in_parts_is_as_young_as_its_last_part_may_be()
    {
        // S3 dates it by its first part. Taken at its word, it would be an orphan before its writer could add the row.
        await using var store = _s3.Open(time: _time);
        var key = NewKey();
        _s3.Objects[key.Value] = ObjectAt(Now - TimeSpan.FromHours(5)) with { ETag = "\"d41d8cd98f00b204e9800998ecf8427e-3\"" };

        var listed = await ToListAsync(store.ListAsync(Now, None));

        listed.Should().ContainSingle().Which.LastWritten.Should().Be(Now + TimeSpan.FromHours(1));
        (await store.FindAsync(key, None))!.Value.LastWritten.Should().Be(Now + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Uploads_that_no_living_writer_can_have_are_aborted_and_no_others()
    {
        await using var store = _s3.Open(time: _time);
        foreach (var (id, key, age) in new[] { ("a", NewKey().Value, 25), ("b", NewKey().Value, 23), ("c", NewKey().Value, 48), ("d", "not a key", 48), ("e", NewKey().Value, 25) })
            _s3.Uploads[id] = (key, ObjectAt(Now - TimeSpan.FromHours(age)));

        (await store.RemoveAbandonedAsync(None)).Should().Be(3);

        _s3.Uploads.Keys.Should().BeEquivalentTo("b", "d");
    }

    [Fact]
    public async Task A_writer_gives_up_long_before_its_upload_is_taken_for_abandoned()
    {
        // With memory for one part a write returns when the part is in S3.
        await using var store = _s3.Open(FakeS3.Options with { PartMemoryBytes = 5 << 20 }, _time);
        await using (var writer = await store.CreateAsync(NewKey(), None))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[(5 << 20) + 1]), None);
            _time.Advance(TimeSpan.FromHours(6) + TimeSpan.FromSeconds(1));
            await FluentActions.Awaiting(async () => await writer.CommitAsync(None)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*MaximumUploadTime*");
        }

        _s3.Uploads.Should().BeEmpty();
        _s3.Objects.Should().BeEmpty();
    }

    private static ObjectKey KeyIn(string datastore, DateTimeOffset opened) =>
        ObjectKeys.ForImport(datastore, BatchId.Create(new FakeTimeProvider(opened)), "1.2.3.4");

    private static FakeObject ObjectAt(DateTimeOffset time) => new(Bytes(10), "\"etag\"", new Dictionary<string, string>()) { LastModified = time };
}
