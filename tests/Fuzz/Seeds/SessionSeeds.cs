using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using StoreScp.Dicom;
using StoreScp.Fuzz.Tests.Mutating;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;
using StoreScp.Testing;

namespace StoreScp.Fuzz.Tests.Seeds;

/// <summary>Whole associations as the bytes a requestor sends: request, an echo, instances with damaged data sets, release; then damaged as PDUs as well.</summary>
internal static class SessionSeeds
{
    private const byte DeflatedContext = 5;

    private static readonly DicomTransferSyntax Syntax = DicomTransferSyntax.ExplicitVRLittleEndian;

    private static readonly byte[] Instance = new DataSetBytes()
        .Text(0x0008_0016, "UI", Wire.CT).Text(0x0008_0018, "UI", Wire.InstanceUID)
        .Sequence(0x0008_1140, SequenceStyle.Undefined, item => item.Text(0x0008_1150, "UI", "1.2.3"))
        .Text(0x0020_000D, "UI", "1.2.3.4").Text(0x0020_000E, "UI", "1.2.3.4.1")
        .UInt16(0x0028_0010, "US", 4).Element(0x7FE0_0010, "OW", new byte[64]).ToArray();

    private static readonly byte[] Request = Wire.Request(
        new PresentationContextRQ(Wire.VerificationContext, DicomUIDs.Verification, [DicomUIDs.ImplicitVRLittleEndian]),
        new PresentationContextRQ(Wire.CTContext, Wire.CT, [Syntax.UID]),
        new PresentationContextRQ(DeflatedContext, Wire.CT, [DicomUIDs.DeflatedExplicitVRLittleEndian])).ToBytes();

    /// <summary>One that nothing is wrong with; it stores one instance.</summary>
    public static byte[] WellFormed { get; } = Session(Instance, 40, Wire.CTContext);

    public static Gen<byte[]> Damaged { get; } =
        from dataSet in Gen.OneOf(Gen.Constant(Instance), new Mutator(bytes => DataSetMap.Of(bytes, Syntax), [Instance]).Mutate(Instance))
        from fragment in Gen.Choose(1, 200)
        from session in Gen.Frequency(
            (5, Gen.Constant(Session(dataSet, fragment, Wire.CTContext))),
            (2, new Mutator(_ => new ByteMap(), []).Mutate(Deflate(dataSet)).Select(deflated => Session(deflated, fragment, DeflatedContext))))
        from damaged in Gen.Frequency((1, Gen.Constant(session)), (3, new Mutator(PduMap.Of, [WellFormed]).Mutate(session)))
        select damaged;

    private static byte[] Deflate(byte[] bytes)
    {
        var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(bytes);
        return deflated.ToArray();
    }

    private static byte[] Session(byte[] dataSet, int fragment, byte context) =>
        [.. Request, .. Wire.EchoRQ(1), .. Wire.StoreRQ(dataSet, fragment, 2, context), .. Wire.ReleaseRQ];
}
