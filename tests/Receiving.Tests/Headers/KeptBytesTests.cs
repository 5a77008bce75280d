using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.Tests.Headers;

public sealed class KeptBytesTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("storescp-kept-");

    public void Dispose() => _scratch.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(KeptBytes.InMemoryBytes)]
    [InlineData(KeptBytes.InMemoryBytes + 1)]
    [InlineData(5 * KeptBytes.InMemoryBytes)]
    public void What_was_appended_is_read_back_whatever_its_size(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var kept = new KeptBytes(_scratch.FullName);
        for (var at = 0; at < length; at += 60_000)
            kept.Append(bytes.AsSpan(at, Math.Min(60_000, length - at)));

        kept.Length.Should().Be(length);
        kept.IsSpooled.Should().Be(length > KeptBytes.InMemoryBytes);
        kept.AsMemory().Span.SequenceEqual(bytes).Should().BeTrue();
    }

    [Fact]
    public void Bytes_can_be_appended_after_they_were_looked_at()
    {
        using var kept = new KeptBytes(_scratch.FullName);
        kept.Append(new byte[KeptBytes.InMemoryBytes + 1]);
        kept.AsMemory().Length.Should().Be(KeptBytes.InMemoryBytes + 1);
        kept.Append([42]);
        kept.AsMemory().Span[^1].Should().Be(42);
    }

    [Fact]
    public void Nothing_is_left_in_the_scratch_directory()
    {
        var kept = new KeptBytes(_scratch.FullName);
        kept.Append(new byte[2 * KeptBytes.InMemoryBytes]);
        kept.AsMemory();
        _scratch.GetFiles().Should().HaveCount(1);
        kept.Dispose();
        _scratch.GetFiles().Should().BeEmpty();
    }

    [Fact]
    public void What_was_abandoned_is_left_to_who_still_looks_at_it()
    {
        var kept = new KeptBytes(_scratch.FullName);
        kept.Append(new byte[100_000]);
        var part = kept.AsMemory();
        kept.Abandon();
        kept.Dispose();

        using var next = new KeptBytes(_scratch.FullName);
        next.Append([.. Enumerable.Repeat((byte)0xFF, 100_000)]);

        part.Span.IndexOfAnyExcept((byte)0).Should().Be(-1, "the next instance has memory of its own");
    }
}
