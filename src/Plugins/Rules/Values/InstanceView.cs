using StoreScp.Dicom;

namespace StoreScp.Plugins.Rules;

/// <summary>One instance as rules see it: reads each source once, until an edit may have changed it. Not thread-safe.</summary>
public sealed class InstanceView
{
    private const ushort PixelGroup = 0x0028;

    private readonly SourceTable _sources;
    private readonly ValueReading?[] _readings;

    public InstanceView(AssociationInfo association, DicomTransferSyntax syntax, DicomDataset header, SourceTable sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Association = association;
        TransferSyntax = syntax;
        Header = header;
        _sources = sources;
        _readings = new ValueReading?[sources.All.Count];
    }

    public AssociationInfo Association { get; }

    public DicomTransferSyntax TransferSyntax { get; }

    public DicomDataset Header { get; }

    public ValueReading Read(ValueSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _readings[source.Slot] ??= source.Path is { } path ? ElementReading.Read(path, Header) : ValueReading.Of(TextOf(source.Field));
    }

    /// <summary>An element has been edited: what may depend on it is read again.</summary>
    public void Forget(ElementPath edited)
    {
        ArgumentNullException.ThrowIfNull(edited);
        ushort group = edited.First.Tag.Group;
        // Pixel Representation decides how others are read, and Specific Character Set how all text is.
        if (group == PixelGroup || edited.Last.Tag == DicomTag.SpecificCharacterSet)
        {
            ForgetAll();
            return;
        }
        for (int i = 0; i < _readings.Length; i++)
            if (_sources.All[i].Path?.First.Tag.Group == group) _readings[i] = null;
    }

    public void ForgetAll() => Array.Clear(_readings);

    private string? TextOf(AssociationField field) => field switch
    {
        AssociationField.CallingAETitle => Association.CallingAETitle,
        AssociationField.CalledAETitle => Association.CalledAETitle,
        AssociationField.PeerAddress => Association.PeerAddress,
        AssociationField.TlsSubject => Association.TlsSubject,
        AssociationField.ImplementationClassUID => Association.ImplementationClassUID,
        AssociationField.ImplementationVersionName => Association.ImplementationVersionName,
        _ => TransferSyntax.UID,
    };
}
