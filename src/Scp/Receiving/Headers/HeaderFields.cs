using System.Buffers;
using System.Text;
using StoreScp.Dicom;

namespace StoreScp.Receiving.Headers;

/// <summary>The few elements of a header that the receiver itself needs, read where they lie: no data set is built for them.</summary>
internal readonly record struct HeaderFields
{
    /// <summary>The longest value looked at, in bytes; a longer one is cut and cannot be a valid UID.</summary>
    private const int MaximumValueBytes = 128;

    public string? SOPClassUID { get; init; }
    public string? SOPInstanceUID { get; init; }
    public string? StudyInstanceUID { get; init; }
    public string? SeriesInstanceUID { get; init; }
    public string? AccessionNumber { get; init; }

    /// <param name="elements">The index of the header.</param>
    /// <param name="header">Its bytes, from the first of the data set.</param>
    public static HeaderFields Read(ReadOnlySpan<ElementEntry> elements, ReadOnlySequence<byte> header)
    {
        var fields = new HeaderFields();
        foreach (ref readonly var element in elements)
        {
            var tag = element.Tag;
            if (tag == DicomTag.SOPClassUID)
                fields = fields with { SOPClassUID = Text(element, header) };
            else if (tag == DicomTag.SOPInstanceUID)
                fields = fields with { SOPInstanceUID = Text(element, header) };
            else if (tag == DicomTag.StudyInstanceUID)
                fields = fields with { StudyInstanceUID = Text(element, header) };
            else if (tag == DicomTag.SeriesInstanceUID)
                fields = fields with { SeriesInstanceUID = Text(element, header) };
            else if (tag == DicomTag.AccessionNumber)
                fields = fields with { AccessionNumber = Text(element, header) };
        }
        return fields;
    }

    /// <summary>The same of a data set that was read or edited.</summary>
    public static HeaderFields Of(DicomDataset header) => new()
    {
        SOPClassUID = header.GetString(DicomTag.SOPClassUID),
        SOPInstanceUID = header.GetString(DicomTag.SOPInstanceUID),
        StudyInstanceUID = header.GetString(DicomTag.StudyInstanceUID),
        SeriesInstanceUID = header.GetString(DicomTag.SeriesInstanceUID),
        AccessionNumber = header.GetString(DicomTag.AccessionNumber),
    };

    private static string? Text(in ElementEntry element, ReadOnlySequence<byte> header)
    {
        var length = (int)Math.Min(element.ValueLength, MaximumValueBytes);
        var start = element.Offset + element.HeaderLength;
        if (length == 0 || start + length > header.Length)
            return null;
        Span<byte> value = stackalloc byte[MaximumValueBytes];
        header.Slice(start, length).CopyTo(value);
        // Odd padding is tolerated: spaces or NULs on either side.
        var trimmed = value[..length].Trim("\0 "u8);
        return trimmed.IsEmpty ? null : Encoding.Latin1.GetString(trimmed);
    }
}
