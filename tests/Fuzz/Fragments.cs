namespace StoreScp.Fuzz.Tests;

/// <summary>The same bytes in pieces whose lengths a number decides.</summary>
internal static class Fragments
{
    /// <summary>All of one byte for seed 0, else of 1 to 40 bytes with a long one now and then.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        for (var start = 0; start < bytes.Length;)
        {
            var length = seed == 0 ? 1 : random.Next(8) == 0 ? random.Next(1, 5000) : random.Next(1, 40);
            var end = Math.Min(start + length, bytes.Length);
            yield return bytes.AsMemory(start, end - start);
            start = end;
        }
    }
}
