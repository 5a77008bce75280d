namespace StoreScp.Dicom;

/// <summary>
/// A DICOM file of any size (PS3.10 §7): its File Meta Information and its data set up to the bulk element, which stays in the file.
/// </summary>
public sealed class DicomFile : IDisposable
{
    private const int FirstRead = 32 << 10;
    private const int LargestPrologue = 1 << 20;

    private readonly Stream _file;
    private readonly bool _leaveOpen;
    private readonly DicomReadLimits _limits;
    private readonly DataSetReading _reading;
    private readonly long _fileStart;

    private DicomFile(Stream file, bool leaveOpen, DicomReadLimits limits, BulkElements bulk)
    {
        _file = file;
        _leaveOpen = leaveOpen;
        _limits = limits;
        _fileStart = file.CanSeek ? file.Position : 0;
        byte[] start = ReadPrologue(out int count, out bool isWholeFile, out Part10Prologue prologue);
        ReadOnlyMemory<byte> dataSet = start.AsMemory(prologue.DataSetPosition, count - prologue.DataSetPosition);
        Meta = prologue.Meta;
        HasPreamble = prologue.HasPreamble;
        DataSetPosition = prologue.DataSetPosition;
        TransferSyntax = SyntaxOf(prologue, dataSet.Span, isWholeFile);
        _reading = new DataSetReading(DataSetFrom(dataSet), TransferSyntax, limits, bulk);
        Header = _reading.ReadHeader();
    }

    /// <summary>Null when the file has none.</summary>
    public FileMetaInformation? Meta { get; }

    /// <summary>The file begins with a preamble and "DICM".</summary>
    public bool HasPreamble { get; }

    /// <summary>As the File Meta Information says, unless it says nothing or the first element contradicts it.</summary>
    public DicomTransferSyntax TransferSyntax { get; }

    /// <summary>Bytes of the file before the data set.</summary>
    public long DataSetPosition { get; }

    /// <summary>The elements before the bulk element; all, when there is none.</summary>
    public DicomDataset Header { get; }

    /// <summary>
    /// Where the bulk element lies in the data set (the inflated one, if it is deflated); null when there is none. The total length of
    /// one of undefined length is known after <see cref="ReadTrailer"/>.
    /// </summary>
    public ElementEntry? Bulk => _reading.Bulk;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="DicomDataException">It is no DICOM file, or its header is malformed or exceeds a limit.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DicomFile Open(string path, DicomReadLimits? limits = null, BulkElements bulk = BulkElements.All)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return Open(file, limits, bulk: bulk);
    }

    /// <summary>Reads the header of the file that begins where the stream stands.</summary>
    /// <exception cref="DicomDataException">It is no DICOM file, or its header is malformed or exceeds a limit.</exception>
    public static DicomFile Open(Stream file, DicomReadLimits? limits = null, bool leaveOpen = false, BulkElements bulk = BulkElements.All)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return new DicomFile(file, leaveOpen, limits ?? DicomReadLimits.Default, bulk);
        }
        catch
        {
            if (!leaveOpen) file.Dispose();
            throw;
        }
    }

    /// <summary>Reads on through the bulk element to the end of the file, checks all of it, and returns the elements behind the bulk. Once.</summary>
    /// <exception cref="DicomDataException">The data set is malformed, truncated, or exceeds a limit.</exception>
    public DicomDataset ReadTrailer() => _reading.ReadTrailer();

    /// <summary>The file, standing at the first byte of the data set, deflated if it is so. Belongs to this object; not together with <see cref="ReadTrailer"/>.</summary>
    public Stream SeekDataSet()
    {
        _file.Seek(_fileStart + DataSetPosition, SeekOrigin.Begin);
        return _file;
    }

    public void Dispose()
    {
        if (!_leaveOpen) _file.Dispose();
    }

    private byte[] ReadPrologue(out int count, out bool isWholeFile, out Part10Prologue prologue)
    {
        var start = new byte[FirstRead];
        count = 0;
        while (true)
        {
            count += _file.ReadAtLeast(start.AsSpan(count), start.Length - count, throwOnEndOfStream: false);
            isWholeFile = count < start.Length;
            if (Part10Prologue.TryRead(start.AsSpan(0, count), isWholeFile) is { } found)
            {
                prologue = found;
                return start;
            }
            if (start.Length >= LargestPrologue) throw new DicomDataException("The File Meta Information exceeds 1 MiB");
            Array.Resize(ref start, start.Length * 2);
        }
    }

    private static DicomTransferSyntax SyntaxOf(Part10Prologue prologue, ReadOnlySpan<byte> dataSet, bool isWholeFile)
    {
        DicomTransferSyntax? guessed = Part10Prologue.Guess(dataSet, isWholeFile ? dataSet.Length : long.MaxValue);
        if (prologue.Meta?.TransferSyntaxUID is { } uid)
        {
            DicomTransferSyntax stated = DicomTransferSyntax.FromUID(uid);
            bool isContradicted = guessed is not null && !stated.IsDeflated
                && (guessed.IsExplicitVR != stated.IsExplicitVR || guessed.IsLittleEndian != stated.IsLittleEndian);
            return isContradicted ? guessed! : stated;
        }
        if (guessed is null && prologue.Meta is null)
            throw new DicomDataException("Neither File Meta Information nor the beginning of a data set: this is no DICOM file");
        return guessed ?? DicomTransferSyntax.ImplicitVRLittleEndian;
    }

    private Stream DataSetFrom(ReadOnlyMemory<byte> first)
    {
        var dataSet = new ResumedStream(first, _file);
        return TransferSyntax.IsDeflated ? new InflatingStream(dataSet, _limits, leaveOpen: true) : dataSet;
    }
}
