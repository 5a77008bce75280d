using StoreScp.Dicom;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Encodes the text of a data set in another character set, if all of it can be read: else it would be lost.</summary>
internal static class CharacterSetChange
{
    private const string Utf8 = "ISO_IR 192";

    /// <summary>To UTF-8 (ISO_IR 192).</summary>
    public static void SwitchToUtf8(CoercionRun run, DicomDataset dataSet)
    {
        DicomDataset owner = OwnerOfCharacterSet(dataSet);
        Apply(run, owner, [Utf8]);
        run.Instance.ForgetAll();
        RuleTrace current = run.Current!;
        run.Trace.Add(new RuleTrace(current.RuleNumber, current.RuleName, "switchToUtf8", DicomTag.SpecificCharacterSet.ToString(), IsChanged: true));
    }

    /// <summary>To the terms of Specific Character Set (0008,0005) that a rule states.</summary>
    public static void Apply(CoercionRun run, DicomDataset owner, string[] terms)
    {
        if (owner.CharacterSet.IsFallback) run.Fail("the data set states a character set that nobody knows, so its text cannot be encoded anew.");
        if (!IsReadable(owner)) run.Fail("a text of the data set cannot be read in the character set it states, so it cannot be encoded anew.");
        try
        {
            owner.Set(DicomTag.SpecificCharacterSet, terms);
        }
        catch (Exception e) when (e is CharacterSetException or ArgumentException)
        {
            run.Fail("a text of the data set cannot be written in the new character set.");
        }
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
