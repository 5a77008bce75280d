using System.Globalization;
using System.Text.Json.Nodes;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>Data sets in the DICOM JSON Model (PS3.18 Annex F), without the pixel data.</summary>
internal static class DicomJson
{
    public const string ContentType = "application/dicom+json";

    public static JsonObject Of(DicomDataset dataSet)
    {
        var json = new JsonObject();
        foreach (DicomElement element in dataSet)
            if (!element.Tag.IsGroupLength && element.Tag.Group != 0x7FE0) json[$"{element.Tag.Value:X8}"] = ElementOf(dataSet, element);
        return json;
    }

    private static JsonObject ElementOf(DicomDataset dataSet, DicomElement element)
    {
        var json = new JsonObject { ["vr"] = $"{element.VR}" };
        if (element.Items is null && element.Value.IsEmpty) return json;
        if (element.Items is null && !element.VR.IsText() && element.VR.FixedValueBytes() == 0)
        {
            json["InlineBinary"] = Convert.ToBase64String(element.Value.Span);
            return json;
        }
        JsonArray values = element.Items is { } items ? new([.. items.Select(Of)]) : new([.. ValuesOf(dataSet, element)]);
        if (values.Count > 0) json["Value"] = values;
        return json;
    }

    private static IEnumerable<JsonNode?> ValuesOf(DicomDataset dataSet, DicomElement element) => element.VR switch
    {
        DicomVR.AT => dataSet.GetTags(element.Tag).Select(tag => (JsonNode?)$"{tag.Value:X8}"),
        DicomVR.PN => dataSet.GetStrings(element.Tag).Select(NameOf),
        _ when element.VR is DicomVR.IS or DicomVR.DS || !element.VR.IsText() => dataSet.GetStrings(element.Tag).Select(NumberOf),
        _ => dataSet.GetStrings(element.Tag).Select(text => text.Length == 0 ? null : (JsonNode?)text),
    };

    // A number that is none stays text.
    private static JsonNode? NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? JsonValue.Create(number) : text.Length == 0 ? null : text;

    private static JsonNode? NameOf(string text)
    {
        string[] names = ["Alphabetic", "Ideographic", "Phonetic"];
        var json = new JsonObject();
        foreach ((string name, string group) in names.Zip(text.Split('=')))
            if (group.Length > 0) json[name] = group;
        return json.Count > 0 ? json : null;
    }
}
