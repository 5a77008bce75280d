namespace StoreScp.Storage.Aws.S3;

/// <summary>The CRC-64/NVME of two runs of bytes, one after the other, from theirs.</summary>
/// <remarks>
/// A CRC is a remainder of polynomials over GF(2): bytes that follow multiply it by x to the power of their number of bits. Here the highest bit of a word is
/// the lowest power of x, as the CRC has it.
/// </remarks>
internal static class Crc64NvmeCombination
{
    private const ulong Polynomial = 0x9A6C9329AC4BC9B5;
    private const ulong One = 1UL << 63;

    // x, x², x⁴, x⁸ …
    private static readonly ulong[] Powers = [.. Squares()];

    /// <param name="secondLength">Of the second run, in bytes.</param>
    public static ulong Of(ulong first, ulong second, long secondLength)
    {
        var factor = One;
        for (var (bits, power) = ((ulong)secondLength << 3, 0); bits != 0; bits >>= 1, power++)
        {
            if ((bits & 1) != 0)
                factor = Multiply(factor, Powers[power]);
        }
        return Multiply(factor, first) ^ second;
    }

    private static IEnumerable<ulong> Squares()
    {
        var power = One >> 1;
        for (var i = 0; i < 64; i++)
        {
            yield return power;
            power = Multiply(power, power);
        }
    }

    private static ulong Multiply(ulong a, ulong b)
    {
        var product = 0UL;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
                product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }
        return product;
    }
}
