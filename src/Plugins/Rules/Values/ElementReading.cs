using StoreScp.Dicom;

namespace StoreScp.Plugins.Rules;

/// <summary>Reads the values of an <see cref="ElementPath"/>.</summary>
public static class ElementReading
{
    /// <summary>The values in all data sets that the path leads to, one after the other.</summary>
    public static ValueReading Read(ElementPath path, DicomDataset root)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsTopLevel) return Read(path.Last, root);
        var dataSets = new List<DicomDataset>();
        path.Find(root, dataSets);
        if (dataSets.Count == 1) return Read(path.Last, dataSets[0]);
        ValueReading all = ValueReading.Absent;
        foreach (DicomDataset dataSet in dataSets)
        {
            ValueReading one = Read(path.Last, dataSet);
            all = new(all.IsPresent | one.IsPresent, all.HasValue | one.HasValue, one.Values.Length == 0 ? all.Values : [.. all.Values, .. one.Values]);
        }
        return all;
    }

    /// <summary>The values in one data set.</summary>
    public static ValueReading Read(PathStep step, DicomDataset dataSet)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(dataSet);
        if (step.Locate(dataSet) is not { } tag) return ValueReading.Absent;
        DicomVR vr = dataSet.GetVR(tag);
        switch (vr)
        {
            case DicomVR.None:
                return ValueReading.Absent;
            case DicomVR.SQ:
                return new(true, dataSet.GetSequence(tag) is { Count: > 0 }, []);
            case DicomVR.UN when step.VR is not (DicomVR.None or DicomVR.UN or DicomVR.SQ):
                return OfValues(ReadUnknown(dataSet, tag, step.VR));
            case DicomVR.OB or DicomVR.OW or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.UN:
                return new(true, !dataSet.GetBytes(tag).IsEmpty, []);
            default:
                return OfValues(dataSet.GetStrings(tag));
        }
    }

    /// <summary>A value of VR UN, which is little endian (PS3.5 §6.2.2), read by the VR that the rule states.</summary>
    private static string[] ReadUnknown(DicomDataset dataSet, DicomTag tag, DicomVR vr)
    {
        ReadOnlyMemory<byte> bytes = dataSet.GetBytes(tag);
        var plain = new DicomDataset(DicomTransferSyntax.ImplicitVRLittleEndian);
        if (!vr.IsCharacterSetDependent()) return plain.SetBytes(tag, vr, bytes).GetStrings(tag);
        if (bytes.Span.TrimEnd(" \0"u8).IsEmpty) return [];
        string[] values = dataSet.CharacterSet.DecodeValues(bytes.Span, vr);
        for (int i = 0; i < values.Length; i++) values[i] = values[i].Trim(' ', '\0');
        return values;
    }

    private static ValueReading OfValues(string[] values)
    {
        foreach (string value in values)
            if (value.Length > 0) return new(true, true, values);
        return new(true, false, []);
    }
}
