using BenchmarkDotNet.Attributes;
using StoreScp.Benchmarks.Corpora;
using StoreScp.Dicom;

namespace StoreScp.Benchmarks.Micro;

/// <summary>What reading the identity of an instance from its scanned header costs: it is done once for each instance received.</summary>
[Config(typeof(InProcessShortRun))]
public class DicomDatasetBenchmarks
{
    private readonly DataSetScanner _scanner = new(DicomReadLimits.Default);
    private byte[] _header = [];

    [GlobalSetup]
    public void Scan()
    {
        var dataSet = GeneratedImages.Create('a').DataSet;
        _scanner.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        _scanner.Scan(dataSet);
        _header = dataSet[..(int)_scanner.HeaderLength];
    }

    [Benchmark]
    public int ReadIdentity()
    {
        var dataset = DicomDataset.FromScan(_header, _scanner.Elements, DicomTransferSyntax.ExplicitVRLittleEndian);
        return dataset.GetString(DicomTag.SOPClassUID)!.Length
            + dataset.GetString(DicomTag.SOPInstanceUID)!.Length
            + dataset.GetString(DicomTag.StudyInstanceUID)!.Length
            + dataset.GetString(DicomTag.SeriesInstanceUID)!.Length;
    }
}
