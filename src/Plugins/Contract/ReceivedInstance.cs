using StoreScp.Dicom;

namespace StoreScp.Plugins;

/// <summary>One instance on its way from the network into the store, as a handler sees and edits it.</summary>
/// <remarks>Not thread-safe; valid until the handler's call completes. What nobody edits is stored byte for byte as it came.</remarks>
public sealed class ReceivedInstance
{
    private readonly List<Action<DicomDataset>> _trailerEdits = [];
    private IPart10Exchange? _part10;
    private DicomDataset? _trailer;

    internal ReceivedInstance(AssociationInfo association, DicomTransferSyntax syntax, DicomDataset header, InstanceBulk? bulk)
    {
        Association = association;
        TransferSyntax = syntax;
        Header = header;
        Bulk = bulk;
    }

    public AssociationInfo Association { get; }

    /// <summary>How the data set came, and is stored unless <see cref="ReplaceFromPart10Async"/> changes it.</summary>
    public DicomTransferSyntax TransferSyntax { get; private set; }

    /// <summary>Every element before <see cref="Bulk"/>, sequences included, to read and to edit. All elements, when there is no bulk.</summary>
    public DicomDataset Header { get; private set; }

    /// <summary>Pixel Data or Encapsulated Document; null when the instance has neither.</summary>
    public InstanceBulk? Bulk { get; private set; }

    /// <summary>The whole data set has been received: <see cref="InstanceBulk.OpenRead"/> and <see cref="OpenAsPart10"/> may be used.</summary>
    public bool IsWhole => _part10 is not null;

    public string? SOPClassUID => Header.GetUID(DicomTag.SOPClassUID);

    public string? SOPInstanceUID => Header.GetUID(DicomTag.SOPInstanceUID);

    /// <summary>
    /// Edits the elements after the bulk, such as Digital Signatures (FFFA,FFFA) and Data Set Trailing Padding (FFFC,FFFC). They come last:
    /// unless the instance is whole, <paramref name="edit"/> is called once they are here, on another thread, after
    /// <see cref="IPreStoreHandler.ProcessAsync"/> has completed and before the instance is durable. When it throws, the instance is refused.
    /// </summary>
    /// <param name="edit">Gets the data set of these elements, empty when there are none.</param>
    public void EditTrailer(Action<DicomDataset> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        if (_trailer is not null)
            edit(_trailer);
        else
            _trailerEdits.Add(edit);
    }

    /// <summary>The instance, with what has been edited so far, as a DICOM file (PS3.10), for a toolkit of the vendor's own.</summary>
    /// <exception cref="InvalidOperationException">The handler did not declare that it needs the whole data set.</exception>
    public Stream OpenAsPart10() => RequireWhole().Open(this);

    /// <summary>Replaces the instance by a DICOM file (PS3.10): header, bulk, trailer and transfer syntax are the file's from now on.</summary>
    /// <param name="file">Read to its end; stays the caller's.</param>
    /// <param name="cancellation">As the handler got it.</param>
    /// <exception cref="InvalidOperationException">The handler did not declare that it needs the whole data set.</exception>
    /// <exception cref="DicomDataException">The file cannot be read, or exceeds a limit.</exception>
    public ValueTask ReplaceFromPart10Async(Stream file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        return RequireWhole().ReplaceAsync(this, file, cancellation);
    }

    /// <summary>The elements after the bulk, when the instance is whole.</summary>
    internal DicomDataset? Trailer => _trailer;

    /// <summary>What is to be done to the elements after the bulk when they arrive.</summary>
    internal IReadOnlyList<Action<DicomDataset>> TrailerEdits => _trailerEdits;

    /// <summary>A copy that later edits of either do not reach.</summary>
    internal ReceivedInstance Fork()
    {
        var fork = new ReceivedInstance(Association, TransferSyntax, Header.Fork(), Bulk?.Fork()) { _part10 = _part10, _trailer = _trailer?.Fork() };
        fork._trailerEdits.AddRange(_trailerEdits);
        return fork;
    }

    /// <summary>The header is stored, and nobody reads it again: its elements need not stay in memory while the bulk arrives.</summary>
    internal void ReleaseHeader() => Header = new DicomDataset(TransferSyntax);

    /// <summary>Makes the instance whole.</summary>
    internal void Complete(DicomDataset trailer, IPart10Exchange part10)
    {
        _trailer = trailer;
        _part10 = part10;
    }

    internal void Replace(DicomTransferSyntax syntax, DicomDataset header, InstanceBulk? bulk, DicomDataset trailer)
    {
        TransferSyntax = syntax;
        Header = header;
        Bulk = bulk;
        _trailer = trailer;
    }

    private IPart10Exchange RequireWhole() => _part10 ?? throw new InvalidOperationException(
        "Only a handler that declares \"needs\": \"WholeDataSet\" in its manifest has the instance as a file.");
}
