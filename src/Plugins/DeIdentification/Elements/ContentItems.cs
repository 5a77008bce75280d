using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>
/// Clean Structured Content (PS3.15 §E.3.4): each content item by its concept name and value type. Of concepts that the table does not
/// name, text keeps its safe words, names of persons go, dates and UIDs follow Table E.1-1, and codes and numbers stay.
/// </summary>
internal sealed class ContentItems(DeidentificationPlan plan, InstanceState state, ElementActions actions)
{
    /// <summary>Treats the value of a content item.</summary>
    /// <param name="item">Any item of a sequence that holds content items, at any depth.</param>
    /// <param name="context">Of the item.</param>
    /// <param name="done">The element that holds the value, if it needs no more treatment.</param>
    /// <returns>False: the item has to go.</returns>
    public bool TryTreat(DicomDataset item, ElementContext context, out DicomTag? done)
    {
        done = null;
        if (item.GetString(DicomTag.ValueType) is not { } type) return true;
        (ElementRule rule, bool isListed) = RuleFor(item, type);
        if (rule.Effect == ElementEffect.Basic && rule.Basic == TableAction.X) return false;
        if (ValueElement(type) is not { } tag || !item.Contains(tag)) return true;
        DicomVR vr = item.GetVR(tag);
        bool isReadable = ElementActions.IsReadable(vr, DicomDictionary.VROf(tag));
        done = tag;
        switch (rule.Effect)
        {
            case ElementEffect.Keep when isReadable && vr != DicomVR.SQ:
                return true;
            case ElementEffect.CleanText when isReadable:
                state.Texts.Add(new(item, tag, TableAction.D, IsCleaned: true));
                return true;
            case ElementEffect.ShiftDates when isReadable && actions.TryShift(item, tag, vr):
                return true;
        }
        // References, codes and numbers: the elements in them have rows of their own in Table E.1-1, as have dates of unlisted concepts.
        if (vr == DicomVR.SQ || !isListed && type is not ("TEXT" or "PNAME"))
        {
            done = null;
            return true;
        }
        return actions.Apply(TableAction.D, item, tag, vr);
    }

    private (ElementRule Rule, bool IsListed) RuleFor(DicomDataset item, string type)
    {
        if (item.GetSequence(DicomTag.ConceptNameCodeSequence) is [var name, ..]
            && (name.GetString(DicomTag.CodeValue) ?? name.GetString(DicomTag.LongCodeValue)) is { } code
            && name.GetString(DicomTag.CodingSchemeDesignator) is { } scheme
            && StructuredContentTable.Find(code, scheme, type) is { } row)
        {
            return (plan.RuleFor(row), true);
        }
        ElementEffect effect = type == "TEXT" ? ElementEffect.CleanText : ElementEffect.Basic;
        return (new(effect, TableAction.D), false);
    }

    private static DicomTag? ValueElement(string type) => type switch
    {
        "TEXT" => DicomTag.TextValue,
        "PNAME" => DicomTag.PersonName,
        "DATE" => DicomTag.Date,
        "TIME" => DicomTag.Time,
        "DATETIME" => DicomTag.DateTime,
        "UIDREF" => DicomTag.UID,
        "CODE" => DicomTag.ConceptCodeSequence,
        "NUM" => DicomTag.MeasuredValueSequence,
        "IMAGE" or "COMPOSITE" or "WAVEFORM" => DicomTag.ReferencedSOPSequence,
        _ => null,
    };
}
