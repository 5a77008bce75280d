using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Plugins.DeIdentification.Keys;

/// <summary>
/// Replacements that are the same wherever the original is the same, and that nobody without the key can compute or undo: HMAC-SHA256 of a
/// domain, a zero byte and the original. Needs no memory of what was replaced before: instances, tasks and years agree through the key.
/// </summary>
internal sealed class Pseudonyms
{
    /// <summary>Bytes that a key has at least: as many as the hash.</summary>
    public const int MinimumKeyBytes = 32;

    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private readonly byte[] _key;

    /// <exception cref="PluginSetupException">The key is too short.</exception>
    public Pseudonyms(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinimumKeyBytes)
            throw new PluginSetupException($"The key for de-identification has {key.Length} bytes; it needs at least {MinimumKeyBytes}.");
        _key = key.ToArray();
    }

    /// <summary>A UID under 2.25 (PS3.5 §B.2): at most 44 characters.</summary>
    public string UID(string original)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash("uid"u8, original, hash);
        return "2.25." + BinaryPrimitives.ReadUInt128BigEndian(hash).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Letters and digits that stand for an identifier; 5 bits each.</summary>
    /// <param name="domain">What kind of identifier it is: the same text in another domain has another replacement.</param>
    /// <param name="original">The identifier.</param>
    /// <param name="length">Characters, at most 32.</param>
    public string Identifier(ReadOnlySpan<byte> domain, string original, int length)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(domain, original, hash);
        Span<char> text = stackalloc char[length];
        for (int i = 0; i < length; i++) text[i] = Alphabet[hash[i] & 31];
        return new string(text);
    }

    /// <summary>Days by which all dates of a patient go back.</summary>
    /// <param name="patient">The patient's own key.</param>
    /// <param name="minimum">The fewest, at least 1.</param>
    /// <param name="maximum">The most.</param>
    public int ShiftDays(string patient, int minimum, int maximum)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash("shift"u8, patient, hash);
        return minimum + (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)(maximum - minimum + 1));
    }

    private void Hash(ReadOnlySpan<byte> domain, string original, Span<byte> hash)
    {
        int length = domain.Length + 1 + Encoding.UTF8.GetMaxByteCount(original.Length);
        Span<byte> input = length <= 512 ? stackalloc byte[512] : new byte[length];
        domain.CopyTo(input);
        input[domain.Length] = 0;
        int written = Encoding.UTF8.GetBytes(original, input[(domain.Length + 1)..]);
        HMACSHA256.HashData(_key, input[..(domain.Length + 1 + written)], hash);
    }
}
