using StoreScp.Dicom;

namespace StoreScp.Plugins.Rules;

/// <summary>One element of a path, and which of its items the path goes on in.</summary>
/// <param name="Tag">Of a private element (gggg,00ee): the creator's block is found in each data set (PS3.5 §7.8.1).</param>
/// <param name="Creator">Private Creator; null for an element of the standard.</param>
/// <param name="VR">As the dictionary or, where it knows none, the path states it; None when neither does.</param>
/// <param name="Item">The item, counted from 0, or <see cref="AllItems"/>; meaningless in the last step.</param>
public sealed record PathStep(DicomTag Tag, string? Creator, DicomVR VR, int Item)
{
    public const int AllItems = -1;

    /// <summary>Its values can be read and written as text: not those of sequences and of VRs of bytes.</summary>
    public bool HasText =>
        VR is not (DicomVR.SQ or DicomVR.OB or DicomVR.OW or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.UN);

    /// <summary>Where this data set has the element, or would have it; null when the creator has no block in it.</summary>
    public DicomTag? Locate(DicomDataset dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return Creator is null ? Tag : dataSet.FindPrivate(Creator, Tag.Group, (byte)Tag.Element);
    }

    /// <summary>As <see cref="Locate"/>, but reserves a block for the creator.</summary>
    public DicomTag LocateOrReserve(DicomDataset dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return Creator is null ? Tag : dataSet.AddPrivate(Creator, Tag.Group, (byte)Tag.Element);
    }

    /// <summary>The tag as people write it: (gggg,eeee), or (gggg,xxee,creator).</summary>
    public override string ToString() =>
        Creator is null ? Tag.ToString() : FormattableString.Invariant($"({Tag.Group:X4},xx{Tag.Element:X2},{Creator})");
}
