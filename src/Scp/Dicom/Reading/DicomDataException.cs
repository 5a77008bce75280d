namespace StoreScp.Dicom;

/// <summary>A data set that cannot be read: what is wrong, in which element and where. Never carries a value of an element.</summary>
public sealed class DicomDataException : Exception
{
    public DicomDataException() { }

    public DicomDataException(string message) : base(message) { }

    public DicomDataException(string message, Exception innerException) : base(message, innerException) { }

    public DicomDataException(string problem, DicomTag tag, long offset)
        : base($"{problem} (element {tag} at byte {offset} of the data set)")
    {
        Tag = tag;
        Offset = offset;
    }

    /// <summary>The element at fault, when it is known.</summary>
    public DicomTag? Tag { get; }

    /// <summary>Bytes from the start of the data set to that element.</summary>
    public long? Offset { get; }
}
