namespace StoreScp.Dicom.Tests;

/// <summary>Feeds a scanner in pieces, as a caller of <see cref="DataSetScanner.Scan"/> has to.</summary>
internal static class Scanning
{
    public static DataSetScanner Scan(byte[] bytes, DicomTransferSyntax? syntax = null, DicomReadLimits? limits = null)
    {
        var scanner = new DataSetScanner(limits ?? DicomReadLimits.Default);
        ScanAll(scanner, syntax ?? DicomTransferSyntax.ExplicitVRLittleEndian, bytes, _ => int.MaxValue);
        return scanner;
    }

    public static void ScanAll(DataSetScanner scanner, DicomTransferSyntax syntax, byte[] bytes, Func<int, int> pieceAt)
    {
        scanner.Reset(syntax);
        for (int at = 0; at < bytes.Length;)
        {
            int end = at + Math.Min(pieceAt(at), bytes.Length - at);
            while (at < end)
            {
                ScanStage before = scanner.Stage;
                int taken = scanner.Scan(bytes.AsSpan(at, end - at));
                at += taken;
                if (at < end) (before, scanner.Stage).Should().Be((ScanStage.Header, ScanStage.Bulk));
            }
        }
        scanner.Complete();
        scanner.Position.Should().Be(bytes.Length);
    }
}
