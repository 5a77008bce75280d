using System.Globalization;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>The elements that differ, with their values.</summary>
internal static class TrialChanges
{
    /// <summary>Characters of a value.</summary>
    private const int ValueLength = 200;

    private static readonly ElementText Text = new(ValueLength);

    public static IEnumerable<TrialChange> Between(DicomDataset before, DicomDataset after) =>
        DatasetDifferences.Between(before, after).Select(difference =>
            new TrialChange(difference.Path, KeywordOf(difference.Path), ValueAt(before, difference.Path), ValueAt(after, difference.Path)));

    /// <summary>Its value is told by its length: nobody reads pixels.</summary>
    public static IEnumerable<TrialChange> OfBulk(BulkElement? before, InstanceBulk? after)
    {
        var isThere = after is { IsRemoved: false };
        if (before is null && !isThere || before is not null && isThere && !after!.IsModified && after.Tag == before.Value.Tag && after.Length == before.Value.Length)
            yield break;
        var tag = before?.Tag ?? after!.Tag;
        yield return new(tag.ToString(), DicomDictionary.KeywordOf(tag),
            before is { } was ? LengthOf(was.Length) : null, isThere ? $"{LengthOf(after!.Length)}, by a handler" : null);
    }

    private static string LengthOf(long? length) =>
        length is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes") : "fragments";

    private static string KeywordOf(string path) =>
        DicomTag.TryParse(Last(path), out var tag) ? DicomDictionary.KeywordOf(tag) : "";

    /// <summary>Null when there is no such element.</summary>
    private static string? ValueAt(DicomDataset dataSet, string path)
    {
        foreach (var part in path.Split('.')[..^1])
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var index = int.Parse(part[(bracket + 1)..^1], CultureInfo.InvariantCulture);
            if (dataSet.GetSequence(DicomTag.Parse(part.AsSpan(0, bracket))) is not { } items || index >= items.Count)
                return null;
            dataSet = items[index];
        }
        var tag = DicomTag.Parse(Last(path));
        if (!dataSet.Contains(tag))
            return null;
        var element = dataSet.First(element => element.Tag == tag);
        return element.Items is { } sequence ? sequence.Count == 1 ? "1 item" : $"{sequence.Count} items" : Text.Of(dataSet, element);
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];
}
