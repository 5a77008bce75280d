using System.Collections.Frozen;
using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>Application Level Confidentiality Profile Attributes (PS3.15 Table E.1-1).</summary>
internal static class ConfidentialityTable
{
    /// <summary>Stands for "(gggg,eeee) where gggg is odd".</summary>
    public const uint PrivateAttributes = 0x0001_0000;

    /// <summary>Stands for (50xx,xxxx).</summary>
    public const uint CurveData = 0x5000_0000;

    private static readonly FrozenDictionary<uint, int> Index =
        Enumerable.Range(0, ConfidentialityData.Tags.Length).ToFrozenDictionary(i => ConfidentialityData.Tags[i], i => i);

    public static int Count => ConfidentialityData.Tags.Length;

    public static ConfidentialityRow At(int index) => new(
        ConfidentialityData.Tags[index], (TableAction)ConfidentialityData.BasicProfile[index], ConfidentialityData.Options[index]);

    /// <summary>The index of the row for this tag, or -1. Of repeating groups all tags have the row of the first.</summary>
    public static int IndexOf(DicomTag tag) => Index.GetValueOrDefault(KeyOf(tag), -1);

    private static uint KeyOf(DicomTag tag)
    {
        if (tag.IsPrivate) return PrivateAttributes;
        if ((tag.Group & 0xFF00) == 0x5000) return CurveData;
        return (tag.Group & 0xFF00) == 0x6000 ? 0x6000_0000u | tag.Element : tag.Value;
    }
}
