using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>UIDs that are the same for the same text, everywhere and at any time (PS3.5 §B.2: 2.25. and a UUID as a decimal number).</summary>
internal static class HashedUID
{
    /// <summary>A UUID of version 8 (RFC 9562 §5.8) from the first 128 bits of the SHA-256 of namespace, NUL and source, both in UTF-8.</summary>
    public static string Create(string scope, string source)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\0{source}"), hash);
        Span<byte> uuid = hash[..16];
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(uuid, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }
}
