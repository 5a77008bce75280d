using StoreScp.Dicom;

namespace StoreScp.Fuzz.Tests.DataSets;

/// <summary>All that a scan says of a data set, so that two scans of the same bytes can be compared.</summary>
internal sealed record ScanOutcome(string? Error, DicomTag? ErrorTag, long? ErrorOffset, ScanStage Stage, long HeaderLength, DicomTag BulkTag, ElementEntry[] Elements)
{
    public bool IsWhole => Error is null;

    /// <summary>Scans as a caller has to: every call takes all it gets, but one, which stops before the bulk element.</summary>
    public static ScanOutcome Of(DataSetScanner scanner, DicomTransferSyntax syntax, IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        try
        {
            scanner.Reset(syntax);
            foreach (var piece in pieces) ScanPiece(scanner, piece.Span);
            scanner.Complete();
        }
        catch (DicomDataException error)
        {
            return new(error.Message, error.Tag, error.Offset, default, 0, default, []);
        }
        return new(null, null, null, scanner.Stage, scanner.HeaderLength, scanner.BulkTag, scanner.Elements.ToArray());
    }

    private static void ScanPiece(DataSetScanner scanner, ReadOnlySpan<byte> piece)
    {
        var before = scanner.Stage;
        var taken = scanner.Scan(piece);
        if (taken == piece.Length) return;
        (before, scanner.Stage).Should().Be((ScanStage.Header, ScanStage.Bulk), "only the bulk element stops a scan");
        scanner.Scan(piece[taken..]).Should().Be(piece.Length - taken, "it stops once");
    }
}
