using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Tests;

/// <summary>Data sets as lists of their elements at every depth, by path: 00081140[0].00081155.</summary>
internal static class Flat
{
    public static IEnumerable<(string Path, DicomDataset DataSet, DicomElement Element)> Elements(DicomDataset dataSet, string prefix = "")
    {
        foreach (DicomElement element in dataSet)
        {
            string path = $"{prefix}{element.Tag.Value:X8}";
            yield return (path, dataSet, element);
            for (int i = 0; i < element.Items?.Count; i++)
                foreach (var inner in Elements(element.Items[i], $"{path}[{i}].")) yield return inner;
        }
    }

    /// <summary>The value as text, in the character set of its data set; null for bytes and sequences.</summary>
    public static string? Text(DicomDataset dataSet, DicomTag tag)
    {
        string[] values = dataSet.GetVR(tag) == DicomVR.SQ ? [] : dataSet.GetStrings(tag);
        return values.Length == 0 ? null : string.Join('\\', values);
    }

    public static byte[] Write(DicomDataset dataSet)
    {
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }
}
