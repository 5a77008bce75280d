using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Sets a UID that depends on a namespace and the first value of a source only; does nothing when the source has none.</summary>
internal sealed class GenerateUIDAction(string name, ElementTarget target, ValueSource source, string scope) : CoercionAction(name, target)
{
    public override bool Apply(CoercionRun run)
    {
        string from = run.Instance.Read(source).First;
        if (from.Length == 0) return false;
        string[] values = [HashedUID.Create(scope, from)];
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
            isChanged |= ElementWriter.Write(run, dataSet, Target, values, WriteCheck.Value);
        return isChanged;
    }
}
