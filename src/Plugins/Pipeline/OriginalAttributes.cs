using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>Original Attributes Sequence (0400,0561): what a handler replaced or removed, with its value as it was (PS3.3 §C.12.1).</summary>
internal static class OriginalAttributes
{
    /// <summary>Bytes of a value that is kept; a longer one is left out, since it would double the header.</summary>
    private const int LongestValue = 64 * 1024;

    private const string ModifyingSystem = "StoreSCP";

    /// <param name="changes">All of the header; others may be among them.</param>
    public static void Add(
        ReceivedInstance instance, ReceivedInstance before, IReadOnlyList<ElementDifference> changes, HandlerTraits handler, DateTimeOffset at)
    {
        var original = OriginalsOf(before.Header, changes);
        if (original.Count == 0)
            return;
        var item = new DicomDataset()
            .Set(DicomTag.SourceOfPreviousValues, instance.Association.CallingAETitle)
            .Set(DicomTag.AttributeModificationDateTime, at)
            .Set(DicomTag.ModifyingSystem, Fit($"{ModifyingSystem} {handler.PluginName} {handler.PluginVersion}"))
            .Set(DicomTag.ReasonForTheAttributeModification, "COERCE");
        instance.Header.GetOrAddSequence(DicomTag.OriginalAttributesSequence).Add(item);
        // Its text is encoded as it was; put in last, since an item takes on the character set of what it is put into.
        item.GetOrAddSequence(DicomTag.ModifiedAttributesSequence).Add(original);
    }

    private static DicomDataset OriginalsOf(DicomDataset before, IReadOnlyList<ElementDifference> changes)
    {
        var tags = changes.Where(change => change.Change != ElementChange.Added)
            .Select(change => change.Tag ?? DicomTag.Parse(change.Path.AsSpan(0, 11))).Distinct();
        return before.Extract(tags.Where(tag =>
            tag != DicomTag.OriginalAttributesSequence && before.GetBytes(tag).Length <= LongestValue));
    }

    private static string Fit(string text) => text.Length <= 64 ? text : text[..64];
}
