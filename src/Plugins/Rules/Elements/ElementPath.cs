using StoreScp.Dicom;

namespace StoreScp.Plugins.Rules;

/// <summary>Names an element of a data set, or elements in items of its sequences: docs/tag-coercion.md, "Element paths".</summary>
public sealed class ElementPath
{
    private readonly PathStep[] _sequences;

    internal ElementPath(IReadOnlyList<PathStep> steps)
    {
        _sequences = [.. steps.Take(steps.Count - 1)];
        Last = steps[^1];
        First = steps[0];
    }

    public PathStep First { get; }

    /// <summary>The element itself.</summary>
    public PathStep Last { get; }

    /// <summary>The element stands in no sequence.</summary>
    public bool IsTopLevel => _sequences.Length == 0;

    /// <summary>Adds the data sets that hold the element, or could: the root, or items of sequences.</summary>
    /// <param name="root">Where the path begins.</param>
    /// <param name="found">Gets them, in their order.</param>
    /// <param name="create">Sequences and items that are missing are added: all up to the item [n], one for [*].</param>
    public void Find(DicomDataset root, List<DicomDataset> found, bool create = false) => Find(root, 0, found, create);

    /// <summary>All steps by their tags, such as (0040,0275)[*].(0040,0007).</summary>
    public override string ToString()
    {
        if (IsTopLevel) return Last.ToString();
        var steps = _sequences.Select(step => step.Item == PathStep.AllItems ? $"{step}[*]." : FormattableString.Invariant($"{step}[{step.Item}]."));
        return string.Concat(steps) + Last;
    }

    private void Find(DicomDataset dataSet, int depth, List<DicomDataset> found, bool create)
    {
        if (depth == _sequences.Length)
        {
            found.Add(dataSet);
            return;
        }
        PathStep step = _sequences[depth];
        if (SequenceOf(dataSet, step, create) is not { } items) return;
        bool isAll = step.Item == PathStep.AllItems;
        int wanted = isAll ? 1 : step.Item + 1;
        while (create && items.Count < wanted) items.Add(new DicomDataset());
        if (items.Count < wanted) return;
        int last = isAll ? items.Count - 1 : step.Item;
        for (int i = isAll ? 0 : step.Item; i <= last; i++) Find(items[i], depth + 1, found, create);
    }

    private static DicomSequence? SequenceOf(DicomDataset dataSet, PathStep step, bool create)
    {
        DicomTag? tag = create ? step.LocateOrReserve(dataSet) : step.Locate(dataSet);
        if (tag is not { } place) return null;
        return create && !dataSet.Contains(place) ? dataSet.GetOrAddSequence(place) : dataSet.GetSequence(place);
    }
}
