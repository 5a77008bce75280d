using System.Numerics;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>
/// An instance made in memory, or taken from a file, to run a handler on. Immutable: each method gives a new one, so that tests can share
/// one to begin with. The same every time; no patient ever existed.
/// </summary>
/// <remarks>Text is in UTF-8 (ISO_IR 192) unless Specific Character Set says otherwise.</remarks>
public sealed partial class TestInstance
{
    private TestInstance() { }

    /// <summary>How the data set is encoded: Explicit VR Little Endian unless said otherwise.</summary>
    public DicomTransferSyntax TransferSyntax { get; private init; } = DicomTransferSyntax.ExplicitVRLittleEndian;

    public AssociationInfo Association { get; private init; } = new()
    {
        CallingAETitle = "TEST_MODALITY",
        CalledAETitle = "STORESCP",
        AssociationId = "test",
    };

    internal IBulkSource? Bulk { get; private init; }

    /// <summary>What the file had, when this comes from one; else the edits begin with nothing.</summary>
    private DicomDataset? FileHeader { get; init; }

    private DicomDataset? FileTrailer { get; init; }

    private IReadOnlyList<Action<DicomDataset>> HeaderEdits { get; init; } = [];

    private IReadOnlyList<Action<DicomDataset>> TrailerEdits { get; init; } = [];

    /// <summary>Sets text; several values make one multi-valued element, none an empty one.</summary>
    public TestInstance With(DicomTag tag, params string[] values) => With(header => header.Set(tag, values));

    /// <summary>Sets a number, in a binary VR, DS or IS.</summary>
    public TestInstance With<T>(DicomTag tag, T number) where T : struct, INumber<T> => With(header => header.Set(tag, number));

    /// <summary>Edits the elements before the bulk in any way, private elements included.</summary>
    /// <param name="edit">Called each time the instance is built.</param>
    public TestInstance With(Action<DicomDataset> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return Copy(headerEdits: [.. HeaderEdits, edit]);
    }

    public TestInstance WithSequence(DicomTag tag, params DicomDataset[] items)
    {
        // Forks twice: what the caller does with the items later, and what a handler does with the instance, stays theirs.
        var kept = items.Select(item => item.Fork()).ToArray();
        return With(header => header.Set(tag, kept.Select(item => item.Fork())));
    }

    public TestInstance Without(DicomTag tag) => With(header => header.Remove(tag));

    /// <summary>Sets the UIDs of study, series and instance by numbers: the same numbers, the same UIDs.</summary>
    public TestInstance Numbered(int study, int series, int instance) => With(header => header
        .Set(DicomTag.StudyInstanceUID, TestUIDs.Study(study))
        .Set(DicomTag.SeriesInstanceUID, TestUIDs.Series(study, series))
        .Set(DicomTag.SOPInstanceUID, TestUIDs.Instance(study, series, instance))
        .Set(DicomTag.SeriesNumber, series)
        .Set(DicomTag.InstanceNumber, instance));

    /// <summary>
    /// Monochrome Pixel Data and the elements that describe it. The values are generated while they are read: 2 GB cost time, not memory. In a
    /// transfer syntax that is encapsulated they become fragments, which hold no image.
    /// </summary>
    /// <param name="bits">Bits of a pixel: 1 to 16.</param>
    public TestInstance WithPixels(int rows, int columns, int bits = 16, int frames = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bits, Math.Clamp(bits, 1, 16), nameof(bits));
        if ((long)rows * columns * (bits > 8 ? 2 : 1) * frames >= uint.MaxValue - 1L)
            throw new ArgumentException("Pixel Data holds less than 4 GiB (PS3.5 §7.1.1).", nameof(frames));
        var pixels = new PixelSource(rows, columns, bits, frames);
        return Copy(pixels, headerEdits: [.. HeaderEdits, pixels.Describe]);
    }

    /// <summary>Pixel Data or Encapsulated Document with these bytes; for an encapsulated transfer syntax, items without the delimiter.</summary>
    /// <param name="length">Bytes of the value, an even number; null for items (PS3.5 §A.4).</param>
    /// <param name="open">Opens the value; called for each run.</param>
    public TestInstance WithBulk(DicomTag tag, DicomVR vr, long? length, Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Copy(new GivenBulk(new BulkElement(tag, vr, length), open));
    }

    public TestInstance WithoutBulk() => Copy(isWithoutBulk: true);

    /// <summary>Edits the elements after the bulk, such as Digital Signatures.</summary>
    /// <param name="edit">Called each time the instance is built.</param>
    public TestInstance WithTrailer(Action<DicomDataset> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return Copy(trailerEdits: [.. TrailerEdits, edit]);
    }

    /// <exception cref="InvalidOperationException">The instance comes from a file, which keeps its transfer syntax.</exception>
    public TestInstance InTransferSyntax(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        if (FileHeader is not null && syntax != TransferSyntax)
            throw new InvalidOperationException("An instance from a file keeps the file's transfer syntax.");
        return Copy(syntax: syntax);
    }

    /// <summary>The AE titles of the association it comes on.</summary>
    public TestInstance On(string callingAETitle, string calledAETitle = "STORESCP") =>
        On(Association with { CallingAETitle = callingAETitle, CalledAETitle = calledAETitle });

    public TestInstance On(AssociationInfo association)
    {
        ArgumentNullException.ThrowIfNull(association);
        return Copy(association: association);
    }

    private TestInstance Copy(
        IBulkSource? bulk = null, bool isWithoutBulk = false, DicomTransferSyntax? syntax = null, AssociationInfo? association = null,
        IReadOnlyList<Action<DicomDataset>>? headerEdits = null, IReadOnlyList<Action<DicomDataset>>? trailerEdits = null) => new()
        {
            TransferSyntax = syntax ?? TransferSyntax,
            Association = association ?? Association,
            Bulk = isWithoutBulk ? null : bulk ?? Bulk,
            FileHeader = FileHeader,
            FileTrailer = FileTrailer,
            HeaderEdits = headerEdits ?? HeaderEdits,
            TrailerEdits = trailerEdits ?? TrailerEdits,
        };
}
