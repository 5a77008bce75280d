namespace StoreScp.Storage.Tests.Aws;

/// <summary>What <see cref="FakeS3"/> has under a key, or of an upload.</summary>
internal sealed record FakeObject(byte[] Bytes, string ETag, IReadOnlyDictionary<string, string> Headers)
{
    public DateTimeOffset LastModified { get; init; } = DateTimeOffset.UtcNow;

    public SortedDictionary<int, FakeObject> Parts { get; } = [];
}
