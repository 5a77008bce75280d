using StoreScp.Dicom;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Removes an element, of whatever VR.</summary>
internal sealed class RemoveAction(string name, ElementTarget target) : CoercionAction(name, target)
{
    public override bool Apply(CoercionRun run)
    {
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
            isChanged |= Target.Path.Last.Locate(dataSet) is { } tag && dataSet.Remove(tag);
        return isChanged;
    }
}
