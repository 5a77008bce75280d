using System.Buffers;

namespace StoreScp.Dicom;

/// <summary>The element that holds most of an instance, without its value.</summary>
/// <param name="Tag">Pixel Data, Encapsulated Document or Waveform Sequence.</param>
/// <param name="VR">How the value is encoded.</param>
/// <param name="Length">Bytes of the value; null for an undefined length: items, and a delimiter that <see cref="WriteEnd"/> writes.</param>
public readonly record struct BulkElement(DicomTag Tag, DicomVR VR, long? Length)
{
    /// <summary>Bytes of the delimiter of an undefined length.</summary>
    public const int EndBytes = 8;

    /// <summary>The bulk that a scanner found.</summary>
    public static BulkElement From(in ElementEntry entry) => new(entry.Tag, entry.VR, entry.HasUndefinedLength ? null : entry.ValueLength);

    /// <summary>Writes tag, VR and length.</summary>
    public void WriteHeader(IBufferWriter<byte> output, DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(syntax);
        DataSetWriter.WriteHeader(output, Tag, VR, (uint?)Length ?? ElementEntry.UndefinedLength, syntax.IsExplicitVR, !syntax.IsLittleEndian);
    }

    /// <summary>Writes the delimiter of an undefined length; nothing after a defined one.</summary>
    public void WriteEnd(IBufferWriter<byte> output, DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(syntax);
        if (Length is null)
            DataSetWriter.WriteHeader(output, DataSetWriter.SequenceDelimiter, DicomVR.None, 0, isExplicit: false, !syntax.IsLittleEndian);
    }
}
