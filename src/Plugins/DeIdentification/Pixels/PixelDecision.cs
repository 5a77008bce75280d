namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>What is to be done about text in the pixels of an instance.</summary>
/// <param name="QuarantineReason">Why a person has to look; null: nobody has to.</param>
/// <param name="Layout">How the pixels lie, when regions are to be blanked.</param>
/// <param name="Regions">What is blanked.</param>
/// <param name="IsCleared">A rule covers this device: no text is burned in any more.</param>
internal sealed record PixelDecision(string? QuarantineReason, PixelLayout? Layout, IReadOnlyList<PixelRegion> Regions, bool IsCleared)
{
    public static PixelDecision Pass { get; } = new(null, null, [], IsCleared: false);

    public static PixelDecision Cleared { get; } = new(null, null, [], IsCleared: true);

    public static PixelDecision Quarantine(string reason) => new(reason, null, [], IsCleared: false);
}
