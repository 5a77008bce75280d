using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Removes white space around each value, and in a name (PN) around each component, where the encoded value has any.</summary>
internal sealed class TrimAction(string name, ElementTarget target) : CoercionAction(name, target)
{
    public override bool Apply(CoercionRun run)
    {
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
        {
            ValueReading reading = ElementReading.Read(Target.Path.Last, dataSet);
            if (!reading.IsPresent) continue;
            DicomTag tag = Target.Path.Last.Locate(dataSet)!.Value;
            DicomVR vr = dataSet.GetVR(tag);
            if (vr == DicomVR.UN) vr = Target.Path.Last.VR;
            string[] values = Array.ConvertAll(reading.Values, value => vr == DicomVR.PN ? TrimName(value) : value.Trim());
            if (!HasMorePadding(dataSet, tag, vr, values)) continue;
            isChanged |= ElementWriter.Write(run, dataSet, Target, values, WriteCheck.None, isForced: true);
        }
        return isChanged;
    }

    /// <summary>One byte of padding makes a length even (PS3.5 §6.2); what is longer is white space to remove.</summary>
    private static bool HasMorePadding(DicomDataset dataSet, DicomTag tag, DicomVR vr, string[] values)
    {
        string encoded = dataSet.CharacterSet.Decode(dataSet.GetBytes(tag).Span, vr);
        string trimmed = string.Join('\\', values);
        return encoded != trimmed && !(encoded.Length == trimmed.Length + 1 && encoded.StartsWith(trimmed, StringComparison.Ordinal) && encoded[^1] is ' ' or '\0');
    }

    private static string TrimName(string name) => string.Join('=', name.Split('=').Select(
        group => string.Join('^', group.Split('^').Select(component => component.Trim()))));
}
