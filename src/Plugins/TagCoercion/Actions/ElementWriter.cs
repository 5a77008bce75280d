using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Writes the values that an action made, unless they are there already: what is not changed stays byte for byte.</summary>
internal static class ElementWriter
{
    /// <summary>True when the data set is different now.</summary>
    /// <param name="run">Told when it fails.</param>
    /// <param name="dataSet">Where the element is, or comes.</param>
    /// <param name="target">The element; its path led to <paramref name="dataSet"/>.</param>
    /// <param name="values">None, or one empty text: the element becomes empty.</param>
    /// <param name="check">Whether values must fit their VR.</param>
    /// <param name="isForced">Writes equal values too, because their padding is what changes.</param>
    /// <exception cref="InstanceFailedException">The values do not fit VR or character set.</exception>
    public static bool Write(
        CoercionRun run, DicomDataset dataSet, ElementTarget target, string[] values, WriteCheck check, bool isForced = false)
    {
        PathStep step = target.Path.Last;
        ValueReading present = ElementReading.Read(step, dataSet);
        bool isEmpty = values is [] or [""];
        if (!isForced && present.IsPresent && (isEmpty ? !present.HasValue : values.AsSpan().SequenceEqual(present.Values))) return false;
        if (Locate(run, dataSet, target) is not { } tag) return false;

        DicomVR vr = dataSet.GetVR(tag);
        if (vr is DicomVR.None or DicomVR.UN) vr = step.VR;
        if (!(step with { VR = vr }).HasText) run.Fail($"in this instance it has VR {vr}, which holds no text.");
        Check(run, target, vr, values, isEmpty, check);
        Set(run, dataSet, tag, DicomDictionary.VROf(tag) == DicomVR.UN ? vr : DicomVR.None, isEmpty ? [] : values);
        return true;
    }

    private static DicomTag? Locate(CoercionRun run, DicomDataset dataSet, ElementTarget target)
    {
        try
        {
            return target.Create ? target.Path.Last.LocateOrReserve(dataSet) : target.Path.Last.Locate(dataSet);
        }
        catch (InvalidOperationException)
        {
            run.Fail("all private blocks of its group are taken.");
            throw;
        }
        catch (CharacterSetException)
        {
            run.Fail("the private creator cannot be written in the character set.");
            throw;
        }
    }

    private static void Check(CoercionRun run, ElementTarget target, DicomVR vr, string[] values, bool isEmpty, WriteCheck check)
    {
        if (isEmpty && IdentifyingUIDs.Contains(target.Path)) run.Fail("this UID may not become empty.");
        if (values.Length > 1 && !vr.IsMultiValued() && vr.IsText()) run.Fail($"VR {vr} holds one value, not {values.Length}.");
        foreach (string value in values)
        {
            // What could not be decoded would be lost for good.
            if (value.Contains('\uFFFD')) run.Fail("its text, or a text it depends on, cannot be read in the character set that the data set states.");
            if (check == WriteCheck.Value && ValueCheck.FindMistake(vr, value) is { } mistake) run.Fail(mistake);
        }
    }

    private static void Set(CoercionRun run, DicomDataset dataSet, DicomTag tag, DicomVR vr, string[] values)
    {
        if (tag == DicomTag.SpecificCharacterSet) CharacterSetChange.Apply(run, dataSet, values);
        else if (TrySet(run, dataSet, tag, vr, values)) return;
        else if (run.Unencodable != UnencodableText.SwitchToUtf8) run.Fail($"the text cannot be written in {NameOf(dataSet.CharacterSet)}.");
        else SetInUtf8(run, dataSet, tag, vr, values);
    }

    private static void SetInUtf8(CoercionRun run, DicomDataset dataSet, DicomTag tag, DicomVR vr, string[] values)
    {
        CharacterSetChange.SwitchToUtf8(run, dataSet);
        if (!TrySet(run, dataSet, tag, vr, values)) run.Fail("the text holds half of a character.");
    }

    /// <summary>False when the character set has no code for a character; its exception is not passed on, because it names the character.</summary>
    private static bool TrySet(CoercionRun run, DicomDataset dataSet, DicomTag tag, DicomVR vr, string[] values)
    {
        try
        {
            dataSet.Set(tag, vr, values);
            return true;
        }
        catch (CharacterSetException)
        {
            return false;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            run.Fail("its VR cannot hold the value.");
            throw;
        }
    }

    private static string NameOf(DicomCharacterSet set) =>
        set.SpecificCharacterSet.Length == 0 ? "the default character repertoire" : $"Specific Character Set {set.SpecificCharacterSet}";
}
