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

    private const int HashBytes = 16;

    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key is shorter than <see cref="MinimumKeyBytes"/>.</exception>
    public IdentifierProtection(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinimumKeyBytes)
            throw new ArgumentException($"A key of {key.Length} bytes; allowed: {MinimumKeyBytes} or more.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>The same text for the same identifier and key, at any time and in any process.</summary>
    public string Protect(string identifier)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(identifier), hash);
        return Prefix + Convert.ToHexStringLower(hash[..HashBytes]);
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
