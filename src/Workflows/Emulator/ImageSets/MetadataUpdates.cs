using System.Text.Json.Nodes;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>What UpdateImageSetMetadata did to the elements of an image set, level by level.</summary>
internal sealed class MetadataUpdates
{
    public const string Removable = "removableAttributes";
    public const string Updatable = "updatableAttributes";

    private readonly Dictionary<(MetadataLevel Level, string? SOPInstanceUID), Dictionary<string, JsonNode?>> _changed = [];
    private readonly HashSet<(MetadataLevel Level, string? SOPInstanceUID, string Key)> _removed = [];

    /// <param name="updates">Of an image set's version: objects with either document, or both, in order.</param>
    public MetadataUpdates(JsonArray updates)
    {
        foreach (JsonNode? update in updates)
        {
            if (update![Removable] is JsonObject removable) Visit(removable, Remove);
            if (update[Updatable] is JsonObject updatable) Visit(updatable, Change);
        }
    }

    /// <summary>The elements to leave out as they were received.</summary>
    public bool IsReplaced(MetadataLevel level, string? sopInstanceUID, string key) =>
        _removed.Contains((level, sopInstanceUID, key)) || (_changed.TryGetValue((level, sopInstanceUID), out var changed) && changed.ContainsKey(key));

    /// <summary>The elements to put in.</summary>
    public IReadOnlyDictionary<string, JsonNode?> ChangedAt(MetadataLevel level, string? sopInstanceUID) =>
        _changed.GetValueOrDefault((level, sopInstanceUID)) ?? [];

    /// <summary>Calls back for each element that a document of updates names.</summary>
    public static void Visit(JsonObject document, Action<MetadataLevel, string?, string, JsonNode?> visit)
    {
        VisitElements(document["Patient"], MetadataLevel.Patient, null, visit);
        VisitElements(document["Study"], MetadataLevel.Study, null, visit);
        foreach ((_, JsonNode? series) in Members(Member(document["Study"], "Series")))
        {
            VisitElements(series, MetadataLevel.Series, null, visit);
            foreach ((string sopInstanceUID, JsonNode? instance) in Members(Member(series, "Instances")))
                VisitElements(instance, MetadataLevel.Instance, sopInstanceUID, visit);
        }
    }

    /// <summary>The instances that a document names without any element, so as a whole: to be removed, or to be copied.</summary>
    public static IEnumerable<string> NamedInstances(JsonObject document) =>
        Members(Member(document["Study"], "Series")).SelectMany(series => Members(Member(series.Value, "Instances")))
            .Where(instance => Member(instance.Value, "DICOM") is null).Select(instance => instance.Key);

    private static void VisitElements(JsonNode? parent, MetadataLevel level, string? sopInstanceUID, Action<MetadataLevel, string?, string, JsonNode?> visit)
    {
        foreach ((string key, JsonNode? value) in Members(Member(parent, "DICOM"))) visit(level, sopInstanceUID, key, value);
    }

    // What is of another shape than a document names nothing.
    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node as JsonObject ?? [];

    // An element is the same by its keyword and by its tag.
    private static string Normalize(string key) => MetadataJson.KeyOf(DicomTag.Parse(key));

    private void Remove(MetadataLevel level, string? sopInstanceUID, string key, JsonNode? value)
    {
        _removed.Add((level, sopInstanceUID, Normalize(key)));
        if (_changed.TryGetValue((level, sopInstanceUID), out var changed)) changed.Remove(Normalize(key));
    }

    private void Change(MetadataLevel level, string? sopInstanceUID, string key, JsonNode? value)
    {
        if (!_changed.TryGetValue((level, sopInstanceUID), out var changed)) _changed[(level, sopInstanceUID)] = changed = [];
        changed[Normalize(key)] = value;
    }
}
