using BenchmarkDotNet.Attributes;
using StoreScp.Benchmarks.Corpora;
using StoreScp.Dicom;

namespace StoreScp.Benchmarks.Micro;

/// <summary>What finding the elements of a data set costs per instance, fed as the server feeds it: in pieces, by one scanner per association.</summary>
[Config(typeof(InProcessShortRun))]
public class DataSetScannerBenchmarks
{
    private const int PieceBytes = 65536;
    private readonly DataSetScanner _scanner = new(DicomReadLimits.Default);
    private byte[] _dataSet = [];

    [Params('a', 'b', 'c')]
    public char Corpus { get; set; }

    [GlobalSetup]
    public void Generate() => _dataSet = GeneratedImages.Create(Corpus).DataSet;

    /// <summary>Header, bulk and end: everything the receive path asks of the scanner.</summary>
    [Benchmark]
    public int ScanWholeInstance()
    {
        _scanner.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        for (var offset = 0; offset < _dataSet.Length;)
            offset += _scanner.Scan(_dataSet.AsSpan(offset, Math.Min(PieceBytes, _dataSet.Length - offset)));
        _scanner.Complete();
        return _scanner.Elements.Length;
    }

    [Benchmark]
    public long ScanHeader()
    {
        _scanner.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        for (var offset = 0; _scanner.Stage == ScanStage.Header && offset < _dataSet.Length;)
            offset += _scanner.Scan(_dataSet.AsSpan(offset, Math.Min(PieceBytes, _dataSet.Length - offset)));
        return _scanner.HeaderLength;
    }
}
