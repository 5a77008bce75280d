using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Storage;

/// <summary>
/// How identifiers of a de-identified instance, as it was received, stand in the ledger: as a keyed hash (HMAC-SHA256), so that whoever has
/// the key can still find an instance by them, and nobody else can tell what they were.
/// </summary>
public sealed class IdentifierProtection
{
    /// <summary>Bytes that a key has at least.</summary>
    public const int MinimumKeyBytes = 32;

    /// <summary>Begins every protected identifier: it cannot be mistaken for a UID.</summary>
    public const string Prefix = "hmac-";

    private const string SealedPrefix = "sealed-";
    private const int HashBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;
    private readonly byte[] _sealingKey;

    /// <exception cref="ArgumentException">The key is shorter than <see cref="MinimumKeyBytes"/>.</exception>
    public IdentifierProtection(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinimumKeyBytes)
            throw new ArgumentException($"A key of {key.Length} bytes; allowed: {MinimumKeyBytes} or more.", nameof(key));
        _key = key.ToArray();
        // A key of its own for what has to be read again.
        _sealingKey = HMACSHA256.HashData(_key, "StoreSCP sealed identifiers"u8);
    }

    /// <summary>The same text for the same identifier and key, at any time and in any process.</summary>
    public string Protect(string identifier)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(identifier), hash);
        return Prefix + Convert.ToHexStringLower(hash[..HashBytes]);
    }

    /// <summary>The identifier encrypted (AES-256-GCM), for where it has to be known again: another text each time.</summary>
    public string Seal(string identifier)
    {
        var clear = Encoding.UTF8.GetBytes(identifier);
        var sealedBytes = new byte[NonceBytes + clear.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_sealingKey, TagBytes);
        aes.Encrypt(nonce, clear, sealedBytes.AsSpan(NonceBytes, clear.Length), sealedBytes.AsSpan(NonceBytes + clear.Length));
        return SealedPrefix + Convert.ToBase64String(sealedBytes);
    }

    /// <summary>What <see cref="Seal"/> was given; a text that is not sealed is given back as it is.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key.</exception>
    public string Unseal(string text)
    {
        if (!text.StartsWith(SealedPrefix, StringComparison.Ordinal))
            return text;
        var sealedBytes = Convert.FromBase64String(text[SealedPrefix.Length..]).AsSpan();
        var clear = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_sealingKey, TagBytes);
        aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[NonceBytes..^TagBytes], sealedBytes[^TagBytes..], clear);
        return Encoding.UTF8.GetString(clear);
    }

    /// <summary>An identity with every identifier protected; SOP class and transfer syntax identify nobody.</summary>
    public InstanceIdentity Protect(InstanceIdentity identity) => identity with
    {
        SOPInstanceUID = Protect(identity.SOPInstanceUID),
        StudyInstanceUID = Protect(identity.StudyInstanceUID),
        SeriesInstanceUID = Protect(identity.SeriesInstanceUID),
        AccessionNumber = identity.AccessionNumber is { } accession ? Protect(accession) : null,
    };
}
