using StoreScp.Plugins.DeIdentification.Escrow;
using StoreScp.Plugins.DeIdentification.Pixels;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification;

/// <summary>Settings of the handler. Left out, each is what gives away least; docs/deidentification.md explains them.</summary>
public sealed record DeIdentificationSettings : IValidatedSettings
{
    private const int MostShiftDays = 36_500;

    /// <summary>Name of the secret with the key, of at least 32 bytes, from which all replacements are computed.</summary>
    public required string KeySecret { get; init; }

    /// <summary>Options beside the Basic Profile.</summary>
    public IReadOnlyList<ProfileOption> Options { get; init; } = [];

    /// <summary>Modified dates: every patient's dates go back by at least so many days.</summary>
    public int MinimumShiftDays { get; init; } = 30;

    /// <summary>Modified dates: every patient's dates go back by at most so many days.</summary>
    public int MaximumShiftDays { get; init; } = 3650;

    /// <summary>Words that may stay in cleaned texts, beside those that come with the plugin.</summary>
    public IReadOnlyList<string> SafeWords { get; init; } = [];

    /// <summary>Where which devices burn text into pixels. The first rule that matches counts.</summary>
    public IReadOnlyList<PixelRule> PixelRules { get; init; } = [];

    /// <summary>Instances whose pixels may show text, and for which no rule matches, are quarantined. False: only Burned In Annotation = YES is.</summary>
    public bool QuarantineSuspectPixels { get; init; } = true;

    /// <summary>Modalities whose pixels commonly show text.</summary>
    public IReadOnlyList<string> SuspectModalities { get; init; } = ["US", "IVUS", "ES", "XC", "GM", "OT", "SC", "DG", "ECG", "HC", "DOC", "VF", "OP", "OPT", "OPM", "BMD", "BDUS", "TG", "LS", "SMR"];

    /// <summary>Believe Burned In Annotation = NO of a suspect modality or of a secondary capture.</summary>
    public bool TrustBurnedInAnnotationNo { get; init; }

    /// <summary>Quarantine instances that say that a face can be recognised in them (0028,0302).</summary>
    public bool QuarantineRecognizableVisualFeatures { get; init; } = true;

    /// <summary>Keeps, encrypted, what was replaced by what. Null: nothing is kept.</summary>
    public EscrowSettings? Escrow { get; init; }

    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(KeySecret)) yield return "KeySecret is empty: it names the secret with the key.";
        if (Options.Contains(ProfileOption.RetainLongitudinalFullDates) && Options.Contains(ProfileOption.RetainLongitudinalModifiedDates))
            yield return "Options: RetainLongitudinalFullDates and RetainLongitudinalModifiedDates exclude each other.";
        if (MinimumShiftDays < 1 || MaximumShiftDays < MinimumShiftDays || MaximumShiftDays > MostShiftDays)
            yield return $"MinimumShiftDays and MaximumShiftDays must be in ascending order between 1 and {MostShiftDays}.";
        if (SafeWords.Any(word => string.IsNullOrWhiteSpace(word) || word.Any(c => !char.IsAscii(c) || char.IsWhiteSpace(c) || c == '\\')))
            yield return "SafeWords: each is one word of ASCII characters.";
        if (SuspectModalities.Any(string.IsNullOrWhiteSpace)) yield return "SuspectModalities: one is empty.";
        for (int i = 0; i < PixelRules.Count; i++)
            foreach (string mistake in PixelRules[i].Validate()) yield return $"PixelRules[{i}]: {mistake}";
        if (PixelRules.Any(rule => rule.Regions.Count > 0) && !Options.Contains(ProfileOption.CleanPixelData))
            yield return "PixelRules: regions are blanked only with the option CleanPixelData.";
        foreach (string mistake in Escrow?.Validate(KeySecret) ?? []) yield return $"Escrow: {mistake}";
    }
}
