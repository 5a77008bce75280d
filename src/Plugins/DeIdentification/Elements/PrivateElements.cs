using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Retain Safe Private (PS3.15 §E.3.10): what Table E.3.10-1 names by creator stays, if it is what the table says.</summary>
internal sealed class PrivateElements(DeidentificationPlan plan, InstanceState state, DataSetWalk walk)
{
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789+-.eE\\ \0"u8);

    /// <returns>False: the element has to go.</returns>
    public bool Treat(DicomDataset dataSet, DicomTag tag, ElementContext context)
    {
        if (tag.IsPrivateCreator) return true;
        if (dataSet.CreatorOf(tag) is not { } creator) return false;
        if (SafePrivateTable.Find(creator, tag.Group, (byte)tag.Element) is not { } safe) return false;
        DicomVR vr = dataSet.GetVR(tag);
        if (vr == DicomVR.SQ) return safe is DicomVR.SQ or DicomVR.None && walk.ProcessItems(dataSet, tag, context.Inner);
        if (vr == DicomVR.UN && safe == DicomVR.SQ) return TryOpen(dataSet, tag, context);
        if (vr == DicomVR.UN) vr = safe;
        return vr != DicomVR.None && (safe is DicomVR.None || vr == safe) && Clean(dataSet, tag, vr);
    }

    /// <summary>Adds the creators whose blocks are empty now.</summary>
    public static void AddUnusedCreators(DicomTag[] tags, HashSet<DicomTag> removed)
    {
        var used = new HashSet<DicomTag>();
        foreach (DicomTag tag in tags)
            if (tag.IsPrivate && !tag.IsPrivateCreator && !removed.Contains(tag)) used.Add(new DicomTag(tag.Group, (ushort)(tag.Element >> 8)));
        foreach (DicomTag tag in tags)
            if (tag.IsPrivateCreator && !used.Contains(tag)) removed.Add(tag);
    }

    private bool Clean(DicomDataset dataSet, DicomTag tag, DicomVR vr)
    {
        ReadOnlyMemory<byte> bytes = dataSet.GetBytes(tag);
        switch (vr)
        {
            case DicomVR.UI:
                if (!plan.Has(ProfileOption.RetainUIDs)) state.ReplaceUIDs(dataSet, tag, bytes.Span);
                return true;
            case DicomVR.DS or DicomVR.IS:
                return bytes.Span.IndexOfAnyExcept(NumberCharacters) < 0;
            case DicomVR.CS or DicomVR.LO or DicomVR.SH or DicomVR.ST or DicomVR.LT:
                return !state.Values.OccurIn(bytes.Span) && AddText(dataSet, tag);
            case DicomVR.SQ or DicomVR.UN or DicomVR.None or DicomVR.PN or DicomVR.DA or DicomVR.TM or DicomVR.DT:
                return false;
            default:
                return true;
        }
    }

    private bool AddText(DicomDataset dataSet, DicomTag tag)
    {
        if (dataSet.GetVR(tag) != DicomVR.UN) state.Texts.Add(new(dataSet, tag, TableAction.X, IsCleaned: false));
        return true;
    }

    /// <summary>A sequence of defined length within UN: implicit VR little endian (PS3.5 §6.2.2), which only the table tells.</summary>
    private bool TryOpen(DicomDataset dataSet, DicomTag tag, ElementContext context)
    {
        if (context.Depth >= ElementContext.MaximumDepth) return false;
        ReadOnlyMemory<byte> value = dataSet.GetBytes(tag);
        DicomTag any = DicomTag.ReferencedImageSequence;
        byte[] bytes =
        [
            (byte)any.Group, (byte)(any.Group >> 8), (byte)any.Element, (byte)(any.Element >> 8), .. BitConverter.GetBytes((uint)value.Length), .. value.Span,
        ];
        try
        {
            DicomDataset holder = DicomDataset.Parse(bytes, DicomTransferSyntax.ImplicitVRLittleEndian);
            if (!walk.ProcessItems(holder, any, context.Inner)) return false;
            // The same items, not copies: texts in them are still to be cleaned.
            DicomSequence opened = holder.GetSequence(any)!;
            DicomDataset[] items = [.. opened];
            opened.Clear();
            dataSet.Set(tag, items);
            return true;
        }
        catch (Exception e) when (e is DicomDataException or CharacterSetException)
        {
            return false;
        }
    }
}
