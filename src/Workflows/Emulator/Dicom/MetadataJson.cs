using System.Text.Json;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>Elements as the metadata document shows them: keywords for keys, null for empty, numbers for binary numbers, text for IS and DS, base64 for bytes.</summary>
internal static class MetadataJson
{
    /// <summary>The keyword; the tag as eight hexadecimal digits when it has none, or shares it with another tag of a repeating group.</summary>
    public static string KeyOf(DicomTag tag)
    {
        string keyword = DicomDictionary.KeywordOf(tag);
        return keyword.Length > 0 && DicomDictionary.TagOf(keyword) == tag ? keyword : $"{tag.Value:X8}";
    }

    public static bool HasKeyword(DicomTag tag) => !char.IsAsciiDigit(KeyOf(tag)[0]);

    public static void WriteValue(Utf8JsonWriter json, DicomDataset dataSet, DicomElement element)
    {
        if (element.Items is { } items) WriteItems(json, items);
        else if (element.VR is DicomVR.IS or DicomVR.DS) WriteTexts(json, NumbersAsSent(element));
        else if (element.VR.IsText()) WriteTexts(json, dataSet.GetStrings(element.Tag));
        else if (element.VR.FixedValueBytes() > 0) WriteNumbers(json, dataSet, element);
        else if (element.Value.IsEmpty) json.WriteNullValue();
        else json.WriteBase64StringValue(element.Value.Span);
    }

    public static void WriteMember(Utf8JsonWriter json, DicomDataset dataSet, DicomElement element)
    {
        json.WritePropertyName(KeyOf(element.Tag));
        WriteValue(json, dataSet, element);
    }

    private static void WriteItems(Utf8JsonWriter json, DicomSequence items)
    {
        json.WriteStartArray();
        foreach (DicomDataset item in items)
        {
            json.WriteStartObject();
            foreach (DicomElement element in item)
                if (!element.Tag.IsGroupLength) WriteMember(json, item, element);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // With their padding, as the service keeps it.
    private static string[] NumbersAsSent(DicomElement element) =>
        element.Value.IsEmpty ? [] : DicomCharacterSet.Default.DecodeValues(element.Value.Span, element.VR);

    private static void WriteTexts(Utf8JsonWriter json, string[] values) => Write(json, values, value =>
    {
        if (value.Length == 0) json.WriteNullValue();
        else json.WriteStringValue(value);
    });

    private static void WriteNumbers(Utf8JsonWriter json, DicomDataset dataSet, DicomElement element)
    {
        DicomTag tag = element.Tag;
        switch (element.VR)
        {
            case DicomVR.AT:
                Write(json, dataSet.GetTags(tag), value => json.WriteStringValue($"{value.Value:X8}"));
                break;
            case DicomVR.FL:
                Write(json, dataSet.GetNumbers<float>(tag), value => WriteReal(json, value, float.IsFinite(value)));
                break;
            case DicomVR.FD:
                Write(json, dataSet.GetNumbers<double>(tag), value => WriteReal(json, value, double.IsFinite(value)));
                break;
            case DicomVR.UV:
                Write(json, dataSet.GetNumbers<ulong>(tag), json.WriteNumberValue);
                break;
            default:
                Write(json, dataSet.GetNumbers<long>(tag), json.WriteNumberValue);
                break;
        }
    }

    // JSON has no NaN and no infinity.
    private static void WriteReal<T>(Utf8JsonWriter json, T value, bool isFinite) where T : IFormattable
    {
        if (isFinite) json.WriteRawValue(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        else json.WriteNullValue();
    }

    private static void Write<T>(Utf8JsonWriter json, T[] values, Action<T> write)
    {
        if (values.Length == 0) json.WriteNullValue();
        else if (values.Length == 1) write(values[0]);
        else
        {
            json.WriteStartArray();
            foreach (T value in values) write(value);
            json.WriteEndArray();
        }
    }
}
