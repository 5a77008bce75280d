using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Goes through a data set and everything in it, and does to each element what the plan says.</summary>
/// <remarks>What cannot be read is removed: a value that nobody sees cannot be shown to be harmless.</remarks>
internal sealed class DataSetWalk
{
    /// <summary>Names of files and records of a DICOMDIR (PS3.3 Annex F): no elements of an instance, and often made of Patient IDs.</summary>
    private const ushort DirectoryGroup = 0x0004;

    /// <summary>Groups 0000 and 0002 belong to messages and to File Meta Information (PS3.7 §6.3, PS3.10 §7.1), which are written anew.</summary>
    private const ushort LastMessageGroup = 0x0002;

    private readonly DeidentificationPlan _plan;
    private readonly InstanceState _state;
    private readonly ElementActions _actions;
    private readonly PrivateElements _private;
    private readonly Graphics _graphics;
    private readonly ContentItems _content;

    public DataSetWalk(DeidentificationPlan plan, InstanceState state)
    {
        _plan = plan;
        _state = state;
        _actions = new(plan, state);
        _private = new(plan, state, this);
        _graphics = new(plan, state);
        _content = new(plan, state, _actions);
    }

    /// <summary>De-identifies a data set or an item.</summary>
    /// <exception cref="DicomDataException">It is an item that cannot be read.</exception>
    public void Process(DicomDataset dataSet, ElementContext context, DicomTag? done = null)
    {
        DicomTag[] tags = dataSet.ToTagArray();
        if (dataSet.Count != tags.Length) dataSet.RemoveRepeats();
        var removed = new HashSet<DicomTag>();
        foreach (DicomTag tag in tags)
            if (tag != done && !Treat(dataSet, tag, context)) removed.Add(tag);
        if (_plan.KeepsSafePrivate) PrivateElements.AddUnusedCreators(tags, removed);
        dataSet.RemoveAll(tag => tag.Group == 0xFFFE || removed.Contains(tag));
    }

    /// <summary>De-identifies the items of a sequence.</summary>
    /// <returns>False: it cannot be read, and has to go.</returns>
    public bool ProcessItems(DicomDataset dataSet, DicomTag tag, ElementContext inner)
    {
        if (inner.Depth > ElementContext.MaximumDepth) return false;
        try
        {
            if (dataSet.GetSequence(tag) is not { } sequence) return false;
            for (int i = sequence.Count - 1; i >= 0; i--)
            {
                DicomTag? done = null;
                if (inner.CleansContent && !_content.TryTreat(sequence[i], inner, out done)) sequence.RemoveAt(i);
                else Process(sequence[i], inner, done);
            }
            return true;
        }
        catch (DicomDataException)
        {
            return false;
        }
    }

    /// <returns>False: the element has to go.</returns>
    private bool Treat(DicomDataset dataSet, DicomTag tag, ElementContext context)
    {
        if (tag.IsGroupLength) return false;
        bool isListed = _plan.TryFind(tag, out ElementRule rule);
        if (rule.Effect == ElementEffect.LeaveAlone) return true;
        if (tag.Group <= LastMessageGroup) return false;
        if (!isListed) return TreatUnlisted(dataSet, tag, context);
        DicomVR vr = dataSet.GetVR(tag);
        switch (rule.Effect)
        {
            case ElementEffect.CleanPrivate:
                return _private.Treat(dataSet, tag, context);
            case ElementEffect.CleanGraphics when vr != DicomVR.SQ:
                return _graphics.Treat(dataSet, tag, vr);
        }
        if (vr == DicomVR.SQ && InnerContext(rule, context) is { } inner) return ProcessItems(dataSet, tag, inner) || Basic();
        return _actions.TryApplyEffect(dataSet, tag, vr, rule, context) || Basic();

        bool Basic()
        {
            TableAction action = AttributeTypes.Resolve(rule.Basic, _state.SOPClassUID, tag, context.IsTopLevel);
            return action == TableAction.XZU ? ProcessItems(dataSet, tag, context.Inner) : _actions.Apply(action, dataSet, tag, vr);
        }
    }

    /// <summary>How the items of a listed sequence are treated when the options keep it; null: they do not.</summary>
    private static ElementContext? InnerContext(ElementRule rule, ElementContext context) => rule.Effect switch
    {
        ElementEffect.Keep or ElementEffect.CleanGraphics => context.Inner,
        ElementEffect.CleanText => context.Inner with { CleansText = true },
        ElementEffect.CleanContent => context.Inner with { CleansContent = true },
        _ => null,
    };

    /// <summary>An element that the table does not name stays if PS3.6 knows it and it is what PS3.6 says.</summary>
    private bool TreatUnlisted(DicomDataset dataSet, DicomTag tag, ElementContext context)
    {
        DicomVR known = DicomDictionary.VROf(tag);
        if (known == DicomVR.UN || tag.Group == DirectoryGroup || IsPixelData(tag) || Graphics.IsOverlay(tag) && !_graphics.KeepsOverlay(dataSet, tag.Group)) return false;
        DicomVR vr = dataSet.GetVR(tag);
        if (vr == DicomVR.SQ) return ProcessItems(dataSet, tag, context.Inner);
        if (!ElementActions.IsReadable(vr, known)) return _actions.Apply(TableAction.X, dataSet, tag, vr);
        if (vr == DicomVR.PN) return _actions.Apply(TableAction.D, dataSet, tag, vr);
        if (vr == DicomVR.UI) _state.KeptUIDs.Add((dataSet, tag));
        else if (vr.IsCharacterSetDependent()) _state.Texts.Add(new(dataSet, tag, TableAction.D, context.CleansText && !IsCode(tag)));
        return true;
    }

    /// <summary>Bulk has a policy of its own; what lies elsewhere, such as in an item, has been looked at by nobody.</summary>
    private static bool IsPixelData(DicomTag tag) => tag is { Group: 0x7FE0, Element: 0x0008 or 0x0009 or 0x0010 };

    /// <summary>Code Value, Coding Scheme Designator and Version: meaningless when a part of them is dropped.</summary>
    private static bool IsCode(DicomTag tag) => tag == DicomTag.CodeValue || tag == DicomTag.CodingSchemeDesignator || tag == DicomTag.CodingSchemeVersion;
}
