using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace StoreScp.Plugins.DeIdentification.Escrow;

/// <summary>Reads an escrow file with its key.</summary>
internal static class EscrowReader
{
    /// <summary>All complete records; one that was cut off at the end is left out.</summary>
    /// <exception cref="InvalidDataException">This is no escrow file.</exception>
    /// <exception cref="AuthenticationTagMismatchException">The key is another, or the file was changed.</exception>
    public static IReadOnlyList<EscrowRecord> Read(ReadOnlySpan<byte> file, ReadOnlySpan<byte> key)
    {
        if (!file.StartsWith(EscrowFile.Magic)) throw new InvalidDataException("This is no escrow file.");
        const int Overhead = EscrowFile.NonceBytes + EscrowFile.TagBytes;
        using var cipher = new AesGcm(key, EscrowFile.TagBytes);
        var records = new List<EscrowRecord>();
        ReadOnlySpan<byte> rest = file[EscrowFile.Magic.Length..];
        while (rest.Length >= 4)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < Overhead || length > rest.Length - 4) break;
            ReadOnlySpan<byte> record = rest.Slice(4, length);
            var plain = new byte[length - Overhead];
            cipher.Decrypt(
                record[..EscrowFile.NonceBytes], record[Overhead..], record[EscrowFile.NonceBytes..Overhead], plain, EscrowFile.Magic);
            records.Add(JsonSerializer.Deserialize(plain, EscrowJson.Default.EscrowRecord)!);
            rest = rest[(4 + length)..];
        }
        return records;
    }
}
