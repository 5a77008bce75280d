using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>A result as lines that people can read and compare: decision, then every element with its value.</summary>
internal static class InstanceText
{
    /// <summary>Bytes of a binary value that are written out; a longer one is named by its hash.</summary>
    private const int LongestBinary = 32;

    /// <summary>Numbers of one element that are written out.</summary>
    private const int MostNumbers = 64;

    public static string Write(PluginTestResult result)
    {
        var text = new StringBuilder();
        text.Append(result.Decision);
        if (result.Status != 0)
            text.Append(CultureInfo.InvariantCulture, $" {result.Status:X4}H");
        text.Append('\n');
        foreach (var route in result.Routes)
            text.Append("Route: ").Append(route).Append('\n');
        if (result.Reason.Length > 0)
            text.Append("Reason: ").Append(result.Reason).Append('\n');
        if (!result.IsStored)
            return text.ToString();
        text.Append("Transfer syntax: ").Append(result.TransferSyntax.Name).Append('\n');
        Write(result.Header, "", text);
        if (result.Bulk is { } bulk)
            Line(bulk.Element.Tag, bulk.Element.VR, "", $"{(bulk.Element.Length is null ? "encapsulated, " : "")}{Bytes(bulk.Bytes)}, SHA-256 {bulk.SHA256}", text);
        Write(result.Trailer, "", text);
        return text.ToString();
    }

    private static void Write(DicomDataset dataSet, string indent, StringBuilder text)
    {
        foreach (var element in dataSet)
        {
            if (element.Items is not { } items)
            {
                Line(element.Tag, element.VR, indent, ValueOf(dataSet, element), text);
                continue;
            }
            Line(element.Tag, element.VR, indent, items.Count == 1 ? "1 item" : $"{items.Count} items", text);
            for (var i = 0; i < items.Count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}  [{i}]\n");
                Write(items[i], indent + "    ", text);
            }
        }
    }

    private static void Line(DicomTag tag, DicomVR vr, string indent, string value, StringBuilder text)
    {
        var line = $"{indent}{tag} {vr} {DicomDictionary.KeywordOf(tag)}";
        text.Append(line.TrimEnd()).Append(": ").Append(value.ReplaceLineEndings("\\n")).Append('\n');
    }

    private static string ValueOf(DicomDataset dataSet, DicomElement element)
    {
        if (element.VR.IsText() || element.VR == DicomVR.AT)
            return string.Join('\\', dataSet.GetStrings(element.Tag));
        if (element.VR is DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL or DicomVR.UV or DicomVR.SV or DicomVR.FL or DicomVR.FD)
        {
            var numbers = dataSet.GetNumbers<double>(element.Tag);
            if (numbers.Length <= MostNumbers)
                return string.Join('\\', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
        }
        return element.Value.Length <= LongestBinary
            ? Convert.ToHexString(element.Value.Span)
            : $"{Bytes(element.Value.Length)}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(element.Value.Span))}";
    }

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} bytes");
}
