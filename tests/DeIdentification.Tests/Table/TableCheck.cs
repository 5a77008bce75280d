using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Table;

/// <summary>Whether an element is treated as its row of Table E.1-1 says: what is left of it, found without the engine's own plan.</summary>
internal static class TableCheck
{
    private static readonly DicomTag Around = DicomTag.RadiopharmaceuticalInformationSequence;

    /// <summary>What is wrong with the treatment of a row; null: nothing.</summary>
    /// <param name="index">Of the row.</param>
    /// <param name="option">Null: the Basic Profile alone.</param>
    /// <param name="placement">Where the element is.</param>
    /// <param name="deidentifier">With this option.</param>
    public static string? Mistake(int index, ProfileOption? option, Placement placement, Deidentifier deidentifier)
    {
        ConfidentialityRow row = ConfidentialityTable.At(index);
        DicomTag tag = Sample.TagOf(row);
        (DicomDataset result, int shiftDays) = Run(deidentifier, tag, placement);
        if (tag.Group <= 2) return result.Contains(tag) ? $"{tag} is no element of a data set, and kept" : null;
        OptionAction optional = option is { } asked ? row.For(asked) : OptionAction.None;
        string? mistake = optional switch
        {
            OptionAction.Keep => Kept(result, tag),
            OptionAction.Clean => Cleaned(result, tag, option!.Value, shiftDays),
            _ => Basic(result, tag, row.Basic),
        };
        return mistake is null ? null : $"{tag} {row.Basic} {option} {placement}: {mistake}";
    }

    private static (DicomDataset Result, int ShiftDays) Run(Deidentifier deidentifier, DicomTag tag, Placement placement)
    {
        var header = new DicomDataset(DicomTransferSyntax.ExplicitVRLittleEndian);
        header.Set(DicomTag.SpecificCharacterSet, "ISO_IR 100");
        DicomDataset trailer = new();
        switch (placement)
        {
            case Placement.TopLevel:
                Sample.AddTo(header, tag);
                break;
            case Placement.Trailer:
                Sample.AddTo(trailer, tag);
                break;
            case Placement.Item:
                var item = new DicomDataset();
                Sample.AddTo(item, tag);
                header.Set(Around, item);
                break;
            default:
                var unknown = new DicomDataset(DicomTransferSyntax.ImplicitVRLittleEndian);
                Sample.AddTo(unknown, tag);
                byte[] content = Flat.Write(unknown);
                header.SetBytes(Around, DicomVR.UN, (byte[])[0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(content.Length), .. content]);
                break;
        }
        header = Parse(Sample.Encode(header, tag));
        trailer = Parse(Sample.Encode(trailer, tag));
        InstanceState state = deidentifier.Apply(header);
        deidentifier.ApplyToTrailer(trailer, state);
        DicomDataset result = Parse(Flat.Write(placement == Placement.Trailer ? trailer : header));
        return (placement is Placement.Item or Placement.ItemInUnknown ? result.GetSequence(Around)![0] : result, state.ShiftDays);
    }

    private static DicomDataset Parse(byte[] bytes) => DicomDataset.Parse(bytes, DicomTransferSyntax.ExplicitVRLittleEndian);

    private static string? Basic(DicomDataset result, DicomTag tag, TableAction action)
    {
        if (Holds(result)) return "the original is still there";
        bool isPresent = result.Contains(tag);
        bool isEmpty = result.GetVR(tag) == DicomVR.SQ ? result.GetSequence(tag)!.Count == 0 : result.GetBytes(tag).IsEmpty;
        if (isPresent && !isEmpty && IsOriginal(result, tag)) return "its value is the original";
        return action switch
        {
            TableAction.X when isPresent => "it is not removed",
            TableAction.Z or TableAction.XZ when !isPresent => "it is removed",
            TableAction.D or TableAction.XD or TableAction.XZD or TableAction.ZD or TableAction.XZU when !isPresent || isEmpty => "it has no value",
            TableAction.U when result.GetUID(tag) != TestKeys.Pseudonyms.UID(Sample.UID) => "the UID is not the one that stands for the original",
            TableAction.XZU when result.GetSequence(tag)![0].GetUID(DicomTag.ReferencedSOPInstanceUID) != TestKeys.Pseudonyms.UID(Sample.UID) => "a UID in it is not replaced",
            _ => null,
        };
    }

    private static string? Kept(DicomDataset result, DicomTag tag)
    {
        if (result.GetVR(tag) != DicomVR.SQ) return IsOriginal(result, tag) ? null : "it is not as it was";
        if (result.GetSequence(tag) is not [var item]) return "it is not kept";
        return item.GetString(DicomTag.PatientID) is null or Sample.Secret ? "its item is not cleaned" : null;
    }

    private static string? Cleaned(DicomDataset result, DicomTag tag, ProfileOption option, int shiftDays)
    {
        DicomVR vr = Sample.VROf(tag);
        if (Holds(result)) return "the original is still there";
        if (vr == DicomVR.SQ) return result.GetSequence(tag) is [_] ? null : "it is not kept";
        string? text = result.GetString(tag);
        string shifted = new DateOnly(2001, 2, 3).AddDays(-shiftDays).ToString("yyyyMMdd");
        return (option, vr) switch
        {
            (_, DicomVR.DA) => text == shifted ? null : "the date is not shifted",
            (_, DicomVR.DT) => text == shifted + "040506" ? null : "the date is not shifted",
            (_, DicomVR.TM) => text == "040506" ? null : "the time is not kept",
            (ProfileOption.RetainLongitudinalModifiedDates, _) => null,
            (ProfileOption.RetainDeviceIdentity, _) => text is { Length: > 0 } ? null : "the entity has no name",
            (ProfileOption.RetainSafePrivate, _) => result.Contains(tag) ? "it is not safe, and kept" : null,
            (ProfileOption.CleanGraphics, DicomVR.OW or DicomVR.OB) => result.Contains(tag) ? null : "a region of interest is not kept",
            (_, DicomVR.CS) => text == "REMOVED" ? null : "a term without safe words is not replaced",
            _ when vr.IsText() => text == "chest" ? null : $"the text is {text ?? "removed"}, not its safe words",
            _ => null,
        };
    }

    private static bool IsOriginal(DicomDataset result, DicomTag tag) =>
        result.GetBytes(tag).Span.TrimEnd(" \0"u8).SequenceEqual(Sample.Value(Sample.VROf(tag)));

    /// <summary>The secret, in any element or in the bytes; graphics of regions hold it as their bits.</summary>
    private static bool Holds(DicomDataset result)
    {
        bool isGraphic = result.Contains(DicomTag.OverlayData);
        return !isGraphic && Flat.Write(result).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Sample.Secret)) >= 0;
    }
}
