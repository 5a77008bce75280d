using StoreScp.Dicom;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Encodes the text of a data set anew in UTF-8 (ISO_IR 192), if all of it can be read.</summary>
internal static class Utf8Switch
{
    private const string Utf8 = "ISO_IR 192";

    public static void Apply(CoercionRun run, DicomDataset dataSet)
    {
        DicomDataset owner = OwnerOfCharacterSet(dataSet);
        if (owner.CharacterSet.IsFallback) run.Fail("the data set states a character set that nobody knows, so its text cannot be encoded anew.");
        if (!IsReadable(owner)) run.Fail("a text of the data set cannot be read in the character set it states, so it cannot be encoded anew.");
        owner.Set(DicomTag.SpecificCharacterSet, Utf8);
        run.Instance.ForgetAll();
        RuleTrace current = run.Current!;
        run.Trace.Add(new RuleTrace(current.RuleNumber, current.RuleName, "switchToUtf8", DicomTag.SpecificCharacterSet.ToString(), IsChanged: true));
    }

    /// <summary>The data set itself, or the one around it whose Specific Character Set counts for it (PS3.3 §C.12.1.1.2).</summary>
    private static DicomDataset OwnerOfCharacterSet(DicomDataset dataSet)
    {
        while (!dataSet.Contains(DicomTag.SpecificCharacterSet) && dataSet.Parent?.Owner is { } around) dataSet = around;
        return dataSet;
    }

    private static bool IsReadable(DicomDataset dataSet)
    {
        foreach (DicomElement element in dataSet)
        {
            if (element.VR.IsCharacterSetDependent() && dataSet.CharacterSet.Decode(element.Value.Span, element.VR).Contains('\uFFFD')) return false;
            if (element.Items is null) continue;
            foreach (DicomDataset item in element.Items)
                if (!item.Contains(DicomTag.SpecificCharacterSet) && !IsReadable(item)) return false;
        }
        return true;
    }
}
