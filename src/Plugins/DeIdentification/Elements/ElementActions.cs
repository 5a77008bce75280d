using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>The actions of PS3.15 Table E.1-1a on one element.</summary>
internal sealed class ElementActions(DeidentificationPlan plan, InstanceState state)
{
    /// <summary>What an option wants done to an element that is no sequence.</summary>
    /// <returns>False: it cannot be done to this value; the Basic Profile holds.</returns>
    public bool TryApplyEffect(DicomDataset dataSet, DicomTag tag, DicomVR vr, ElementRule rule, ElementContext context)
    {
        if (rule.Effect == ElementEffect.Basic || vr == DicomVR.SQ || !IsReadable(vr, DicomDictionary.VROf(tag))) return false;
        switch (rule.Effect)
        {
            case ElementEffect.Keep:
                return !IsDateOrTime(vr) || DateShift.IsPlausible(dataSet.GetBytes(tag).Span);
            case ElementEffect.ShiftDates:
                return TryShift(dataSet, tag, vr);
            case ElementEffect.CleanText when vr.IsText():
                TableAction fallback = AttributeTypes.Resolve(rule.Basic, state.SOPClassUID, tag, context.IsTopLevel);
                state.Texts.Add(new(dataSet, tag, fallback, IsCleaned: true));
                return true;
            case ElementEffect.RenameEntity when vr.IsText():
                Rename(dataSet, tag, vr);
                return true;
            default:
                return false;
        }
    }

    /// <summary>X, Z, D or U.</summary>
    /// <returns>False: the element has to go.</returns>
    public bool Apply(TableAction action, DicomDataset dataSet, DicomTag tag, DicomVR vr)
    {
        Remember(dataSet, tag, vr);
        if (action == TableAction.X) return false;
        DicomVR known = DicomDictionary.VROf(tag);
        if (IdentifierFor(dataSet, tag) is { } pseudonym)
        {
            dataSet.SetBytes(tag, known, Encoding.ASCII.GetBytes(pseudonym));
            return true;
        }
        if (action == TableAction.Z)
        {
            dataSet.SetEmpty(tag, known);
        }
        else if (known == DicomVR.SQ)
        {
            HollowSequence.Make(dataSet, tag, state);
        }
        else if (known == DicomVR.UI)
        {
            state.ReplaceUIDs(dataSet, tag, dataSet.GetBytes(tag).Span);
        }
        else
        {
            dataSet.SetBytes(tag, known, DummyValues.Of(known));
        }
        return true;
    }

    /// <summary>Shifts the dates of DA and DT; times and time zones stay, for whole days do not touch them.</summary>
    public bool TryShift(DicomDataset dataSet, DicomTag tag, DicomVR vr)
    {
        ReadOnlyMemory<byte> bytes = dataSet.GetBytes(tag);
        if (!DateShift.IsPlausible(bytes.Span)) return false;
        if (vr is DicomVR.TM or DicomVR.SH) return true;
        if (vr is not (DicomVR.DA or DicomVR.DT)) return false;
        string[] values = Encoding.ASCII.GetString(bytes.Span).TrimEnd(' ', '\0').Split('\\');
        for (int i = 0; i < values.Length; i++)
        {
            if (DateShift.Shift(values[i], vr, state.ShiftDays) is not { } shifted) return false;
            values[i] = shifted;
        }
        state.Values.Add(dataSet, vr, bytes);
        dataSet.SetBytes(tag, vr, Encoding.ASCII.GetBytes(string.Join('\\', values)));
        return true;
    }

    /// <summary>Whether a value can be what PS3.6 says the element is: no text in place of numbers, no bytes in place of items.</summary>
    public static bool IsReadable(DicomVR vr, DicomVR known)
    {
        if (vr == known) return true;
        if (known == DicomVR.SQ || vr is DicomVR.UN or DicomVR.SQ) return false;
        return known.IsText() ? vr.IsText() : !vr.IsText();
    }

    /// <summary>Keeps in mind what is taken out, of sequences what the table names in them.</summary>
    private void Remember(DicomDataset dataSet, DicomTag tag, DicomVR vr, int depth = 0)
    {
        if (vr != DicomVR.SQ)
        {
            state.Values.Add(dataSet, vr, dataSet.GetBytes(tag));
            return;
        }
        if (depth > ElementContext.MaximumDepth) return;
        try
        {
            if (dataSet.GetSequence(tag) is not { } sequence) return;
            foreach (DicomDataset item in sequence)
                foreach (DicomTag inner in item.ToTagArray())
                    if (plan.TryFind(inner, out _) && !inner.IsPrivate) Remember(item, inner, item.GetVR(inner), depth + 1);
        }
        catch (DicomDataException)
        {
            // It is removed or replaced as a whole: what cannot be read of it is in nobody's mind, but gone.
        }
    }

    /// <summary>Identifiers by which a site goes on working get a replacement of their own; of all others the dummies are alike.</summary>
    private string? IdentifierFor(DicomDataset dataSet, DicomTag tag)
    {
        if (tag == DicomTag.PatientID || tag == DicomTag.PatientName) return state.PatientPseudonym;
        bool isOrder = tag == DicomTag.AccessionNumber;
        if (!isOrder && tag != DicomTag.StudyID) return null;
        return dataSet.GetString(tag) is not { Length: > 0 } original ? null
            : isOrder ? state.Identifier("accession"u8, original)
            // A Study ID is often 1: it is replaced for each patient anew.
            : state.Identifier("study"u8, $"{state.Patient}\n{original}");
    }

    private void Rename(DicomDataset dataSet, DicomTag tag, DicomVR vr)
    {
        string[] titles = dataSet.GetStrings(tag);
        Remember(dataSet, tag, vr);
        for (int i = 0; i < titles.Length; i++)
            if (titles[i].Length > 0) titles[i] = state.Identifier("ae"u8, titles[i]);
        dataSet.SetBytes(tag, DicomDictionary.VROf(tag), Encoding.ASCII.GetBytes(string.Join('\\', titles)));
    }

    private static bool IsDateOrTime(DicomVR vr) => vr is DicomVR.DA or DicomVR.TM or DicomVR.DT;
}
