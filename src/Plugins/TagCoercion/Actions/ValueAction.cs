using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Changes each value of an element; does nothing where it is absent or empty.</summary>
internal abstract class ValueAction(string name, ElementTarget target, WriteCheck check) : CoercionAction(name, target)
{
    public override bool Apply(CoercionRun run)
    {
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
        {
            ValueReading reading = ElementReading.Read(Target.Path.Last, dataSet);
            if (!reading.HasValue) continue;
            string[] values = Array.ConvertAll(reading.Values, value => value.Length == 0 ? "" : Change(value, run));
            if (run.Result.Kind != PreStoreResultKind.Continue) return isChanged;
            isChanged |= ElementWriter.Write(run, dataSet, Target, values, check);
        }
        return isChanged;
    }

    protected abstract string Change(string value, CoercionRun run);
}
