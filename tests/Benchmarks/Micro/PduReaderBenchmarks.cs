using System.Buffers;
using BenchmarkDotNet.Attributes;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Benchmarks.Micro;

/// <summary>What PDUs cost: an A-ASSOCIATE-RQ once per association, the header of a P-DATA-TF once per PDU of it.</summary>
[Config(typeof(InProcessShortRun))]
public class PduReaderBenchmarks
{
    private static readonly AcceptorOptions Limits = new();
    private static readonly string[] TransferSyntaxes =
        [DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.JPEGLosslessSV1, DicomUIDs.JPEG2000Lossless];

    private readonly byte[] _dataHeader = [(byte)PduType.PDataTF, 0, 0, 0, 0x40, 0];
    private byte[] _request = [];

    /// <summary>Two as a modality proposes them, 128 as a gateway does.</summary>
    [Params(2, 128)]
    public int PresentationContexts { get; set; }

    [GlobalSetup]
    public void Write() => _request = new AAssociateRQ
    {
        CalledAETitle = "STORESCP",
        CallingAETitle = "MODALITY",
        PresentationContexts =
            [.. Enumerable.Range(0, PresentationContexts).Select(i => new PresentationContextRQ((byte)((2 * i) + 1), DicomUIDs.CTImageStorage, TransferSyntaxes))],
        UserInformation = new UserInformation { MaximumLength = new MaximumLength(16_384), ImplementationClassUID = new ImplementationClassUID("1.2.3") },
    }.ToBytes();

    [Benchmark]
    public PduType ReadAssociateRequest()
    {
        PduReader.TryRead(new ReadOnlySequence<byte>(_request), Limits, out var pdu);
        return pdu!.Type;
    }

    [Benchmark]
    public uint ReadDataHeader()
    {
        PduHeader.TryRead(new ReadOnlySequence<byte>(_dataHeader), out var header);
        PduReader.Check(header, Limits);
        return header.PduLength;
    }
}
