using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>PS3.15 Table E.1-1 with the chosen options applied, worked out once.</summary>
internal sealed class DeidentificationPlan
{
    private static readonly ProfileOption[] ByTable = [.. Enum.GetValues<ProfileOption>().Where(option => option != ProfileOption.CleanPixelData)];
    private readonly ElementRule[] _rules;

    /// <param name="options">Beside the Basic Profile.</param>
    /// <param name="leftAlone">A row that is to be ignored, by its index: only to prove that tests notice.</param>
    public DeidentificationPlan(IEnumerable<ProfileOption> options, int leftAlone = -1)
    {
        Options = options.ToHashSet();
        _rules = new ElementRule[ConfidentialityTable.Count];
        for (int i = 0; i < _rules.Length; i++) _rules[i] = RuleFor(ConfidentialityTable.At(i));
        if (leftAlone >= 0) _rules[leftAlone] = _rules[leftAlone] with { Effect = ElementEffect.LeaveAlone };
    }

    public IReadOnlySet<ProfileOption> Options { get; }

    /// <summary>Private elements are looked at one by one.</summary>
    public bool KeepsSafePrivate => Has(ProfileOption.RetainSafePrivate);

    public bool Has(ProfileOption option) => Options.Contains(option);

    /// <summary>False: the element is not in the table.</summary>
    public bool TryFind(DicomTag tag, out ElementRule rule)
    {
        int index = ConfidentialityTable.IndexOf(tag);
        rule = index < 0 ? default : _rules[index];
        return index >= 0;
    }

    /// <summary>What the options make of a row: where two disagree, the one that gives away less holds, so C before K.</summary>
    public ElementRule RuleFor(ConfidentialityRow row)
    {
        bool keeps = false;
        foreach (ProfileOption option in ByTable)
        {
            if (!Has(option)) continue;
            if (row.For(option) == OptionAction.Clean) return new(EffectOf(option), row.Basic);
            keeps |= row.For(option) == OptionAction.Keep;
        }
        return new(keeps ? ElementEffect.Keep : ElementEffect.Basic, row.Basic);
    }

    private static ElementEffect EffectOf(ProfileOption option) => option switch
    {
        ProfileOption.RetainSafePrivate => ElementEffect.CleanPrivate,
        ProfileOption.RetainDeviceIdentity => ElementEffect.RenameEntity,
        ProfileOption.RetainLongitudinalModifiedDates => ElementEffect.ShiftDates,
        ProfileOption.CleanStructuredContent => ElementEffect.CleanContent,
        ProfileOption.CleanGraphics => ElementEffect.CleanGraphics,
        _ => ElementEffect.CleanText,
    };
}
