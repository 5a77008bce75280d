using System.Security.Cryptography;
using System.Text;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>One short text for all elements of some levels: equal when they are.</summary>
internal static class Fingerprint
{
    public static string Of(DicomDataset dataSet, params ReadOnlySpan<MetadataLevel> levels)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (DicomElement element in dataSet)
        {
            if (!levels.Contains(NormalizedElements.LevelOf(element.Tag))) continue;
            hash.AppendData(Encoding.ASCII.GetBytes($"{element.Tag}="));
            hash.AppendData(ValueOf(dataSet, element));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    // Text without its padding and in one encoding: two transfer syntaxes or character sets of one value do not conflict.
    private static byte[] ValueOf(DicomDataset dataSet, DicomElement element)
    {
        if (element.Items is not null) return SHA256.HashData(element.Value.Span);
        string[] values = dataSet.GetStrings(element.Tag);
        return values.Length > 0 ? Encoding.UTF8.GetBytes(string.Join('\\', values)) : element.Value.ToArray();
    }
}
