using System.Buffers;
using System.Security.Cryptography;
using Amazon.S3.Model;
using StoreScp.Storage.Aws.S3;
using StoreScp.Testing.Running;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>What the contract does not ask, against an S3 that is not ours.</summary>
[Collection(MotoCollection.Name)]
public sealed class S3OnMotoTests(MotoServer moto) : IDisposable
{
    private readonly MotoBucket _bucket = new(moto);

    public void Dispose() => _bucket.Dispose();

    [Fact]
    public async Task An_object_of_21_MiB_goes_and_comes_back_whole_and_so_does_its_copy_in_parts()
    {
        var bytes = Bytes((21 << 20) + 1);
        ObjectKey key = NewKey(), copy = NewKey();
        await using var store = await _bucket.OpenAsync(_bucket.Options with { CopyPartBytes = 5 << 20 });
        await WriteAsync(store, key, bytes);
        await store.CopyAsync(key, copy, None);

        foreach (var made in new[] { key, copy })
        {
            await using var stream = (await store.OpenReadAsync(made, None))!;
            stream.Length.Should().Be(bytes.Length);
            (await SHA256.HashDataAsync(stream)).Should().Equal(SHA256.HashData(bytes));
        }
        (await _bucket.CountUploadsAsync()).Should().Be(0);
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_long_object_that_is_not_committed_leaves_no_upload()
    {
        await using var store = await _bucket.OpenAsync();
        await using (var writer = await store.CreateAsync(NewKey(), None))
            await writer.WriteAsync(InSegments(Bytes(6 << 20), 100_000), None);

        (await _bucket.CountUploadsAsync()).Should().Be(0);
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task An_upload_of_a_process_that_ended_is_removed_and_one_of_this_process_is_not()
    {
        // moto dates every upload back to 2010.
        var key = NewKey();
        await using var store = await _bucket.OpenAsync();
        await _bucket.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _bucket.Options.Bucket, Key = NewKey().Value });
        await using var writer = await store.CreateAsync(key, None);
        await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(11 << 20)), None);

        (await store.RemoveAbandonedAsync(None)).Should().Be(1);
        await writer.CommitAsync(None);

        (await ReadAsync(store, key)).AsSpan().SequenceEqual(Bytes(11 << 20)).Should().BeTrue();
        (await _bucket.CountUploadsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_folder_lists_what_is_directly_in_it()
    {
        await using var store = await _bucket.OpenAsync();
        foreach (var key in new[] { "import/d/b1/1.dcm", "import/d/b1/2.dcm", "import/d/b1/x/3.dcm", "import/d/b10/4.dcm" })
            await WriteAsync(store, new ObjectKey(key), Bytes(3));

        (await ToListAsync(store.ListFolderAsync("import/d/b1", None))).Select(found => found.Key.Name).Should().BeEquivalentTo("1.dcm", "2.dcm");
        (await ToListAsync(store.ListFolderAsync("import/d/b2", None))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_one_clear_sentence()
    {
        await using var store = await _bucket.OpenAsync(_bucket.Options with { Bucket = "storescp-not-there" });

        await FluentActions.Awaiting(() => WriteAsync(store, NewKey(), Bytes(3))).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*'storescp-not-there'*no such bucket*");
    }

    [Fact]
    public async Task The_results_of_an_import_are_read_from_their_bucket_and_from_no_other()
    {
        await using var store = await _bucket.OpenAsync();
        await WriteAsync(store, new ObjectKey("job/SUCCESS/success.ndjson"), Bytes(100));
        using var output = S3ImportOutput.Open(_bucket.Access, _bucket.Options, TimeProvider.System);

        await using var stream = await output.OpenReadAsync($"s3://{_bucket.Options.Bucket}/job/SUCCESS/success.ndjson", None);
        stream!.Length.Should().Be(100);
        (await output.OpenReadAsync($"s3://{_bucket.Options.Bucket}/job/FAILURE/failure.ndjson", None)).Should().BeNull();
        (await output.OpenReadAsync("s3://another/job/SUCCESS/success.ndjson", None)).Should().BeNull();
    }
}
