using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Sets an element, or (setIfEmpty) sets it where it is absent or has no value.</summary>
internal sealed class SetAction(string name, ElementTarget target, TextTemplate[] templates, bool onlyIfEmpty) : CoercionAction(name, target)
{
    public override bool Apply(CoercionRun run)
    {
        string[] values = Array.ConvertAll(templates, template => template.Fill(run.Instance));
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
        {
            if (onlyIfEmpty && ElementReading.Read(Target.Path.Last, dataSet).HasValue) continue;
            isChanged |= ElementWriter.Write(run, dataSet, Target, values, WriteCheck.Value);
        }
        return isChanged;
    }
}
