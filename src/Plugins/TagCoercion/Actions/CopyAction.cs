using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Sets an element to all values of another; does nothing when that has none.</summary>
internal sealed class CopyAction(string name, ValueSource source, ElementTarget target) : CoercionAction(name, target)
{
    // What one VR allowed, right or wrong, it allows again.
    private readonly WriteCheck _check = source.Path?.Last.VR == target.Path.Last.VR ? WriteCheck.None : WriteCheck.Value;

    public override bool Apply(CoercionRun run)
    {
        ValueReading reading = run.Instance.Read(source);
        if (!reading.HasValue || reading.Values.Length == 0) return false;
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
            isChanged |= ElementWriter.Write(run, dataSet, Target, reading.Values, _check);
        return isChanged;
    }
}
