namespace StoreScp.Dicom;

/// <summary>Which elements differ between two data sets: paths such as <c>(0040,0275)[0].(0040,0007)</c>, never values.</summary>
public static class DatasetDifferences
{
    /// <summary>
    /// Compares VR and encoded value, element by element, and goes into sequences of equally many items. Of a data set and its
    /// <see cref="DicomDataset.Fork"/> only what was edited is looked at.
    /// </summary>
    /// <param name="limit">At most so many differences are listed.</param>
    public static IReadOnlyList<ElementDifference> Between(DicomDataset before, DicomDataset after, int limit = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var found = new List<ElementDifference>();
        Compare(before, after, "", found, limit);
        return found;
    }

    private static void Compare(DicomDataset before, DicomDataset after, string path, List<ElementDifference> found, int limit)
    {
        foreach ((DicomTag tag, ElementChange change) in before.ChangesTo(after))
        {
            if (found.Count >= limit) return;
            if (change == ElementChange.Replaced && before.GetSequence(tag) is { } old && after.GetSequence(tag) is { } now && old.Count == now.Count)
            {
                for (int i = 0; i < old.Count; i++) Compare(old[i], now[i], FormattableString.Invariant($"{path}{tag}[{i}]."), found, limit);
                continue;
            }
            found.Add(new ElementDifference(path + tag, path.Length == 0 ? tag : null, change));
        }
    }
}
