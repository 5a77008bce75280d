using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using StoreScp.Fuzz.Tests.Mutating;
using StoreScp.Fuzz.Tests.Seeds;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;
using StoreScp.Protocol.Tests.Vectors;

namespace StoreScp.Fuzz.Tests.Pdus;

/// <summary>The PDU reader on bytes that are nearly PDUs: a PDU, more bytes, or <see cref="AssociationAbortException"/> with a reason of PS3.8 §9.3.8.</summary>
public sealed class PduFuzzTests
{
    /// <summary>What the objects of a PDU take for each byte that came: the shortest sub-item has 4 bytes, its record and list entry some 100.</summary>
    private const int BytesPerByte = 64, FixedBytes = 16 * 1024;

    private static readonly AcceptorOptions Limits = new();

    private static readonly byte[][] Vectors = [.. PduVectors.All];

    private static readonly Gen<byte[]> Mutated =
        Gen.OneOf(Gen.Elements(Vectors), PduGenerator.Any.Select(pdu => pdu.ToBytes())).SelectMany(new Mutator(PduMap.Of, Vectors).Mutate);

    [Fact]
    public void What_is_well_formed_is_read_and_written_back_byte_for_byte() =>
        FuzzRun.Check(2000, PduGenerator.Any, pdu =>
        {
            var bytes = pdu.ToBytes();
            Outcome(new(bytes)).Pdu!.ToBytes().Should().Equal(bytes);
        });

    [Fact]
    public void What_is_read_of_damaged_bytes_is_written_and_read_the_same() =>
        FuzzRun.Check(6000, Mutated, bytes =>
        {
            if (Outcome(new(bytes)).Pdu is not { } pdu) return;
            var written = pdu.ToBytes();
            var again = Outcome(new(written)).Pdu;
            again.Should().BeOfType(pdu.GetType());
            again!.ToBytes().Should().Equal(written);
        });

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_PDU_or_the_same_abort() =>
        FuzzRun.Check(3000, Gen.Zip(Mutated, Gen.Choose(1, 40)), parts =>
        {
            var (bytes, length) = parts;
            if (bytes.Length == 0) return;
            var whole = Outcome(new(bytes));
            var split = Outcome(Segments.Of(bytes, length));
            (split.Abort, split.Pdu?.Type).Should().Be((whole.Abort, whole.Pdu?.Type));
            (split.Pdu?.ToBytes() ?? []).Should().Equal(whole.Pdu?.ToBytes() ?? []);
        });

    [Fact]
    public void The_header_alone_decides_whether_more_bytes_are_wanted() =>
        FuzzRun.Check(3000, Gen.Zip(Mutated, Gen.Choose(0, 400)), parts =>
        {
            var (bytes, count) = parts;
            if (bytes.Length < PduHeader.Length || bytes[0] == (byte)PduType.PDataTF) return;
            var header = Outcome(new(bytes, 0, PduHeader.Length));
            var beginning = Outcome(new(bytes, 0, Math.Min(bytes.Length, PduHeader.Length + count)));
            if (header.Abort is { } abort) beginning.Abort.Should().Be(abort);
            else header.Pdu.Should().BeNull("the body is missing");
        });

    [Fact]
    public void Reading_allocates_by_what_came_and_not_by_what_was_announced() =>
        FuzzRun.Check(3000, Mutated, bytes => Allocation.MustStayBelow(FixedBytes + ((long)BytesPerByte * bytes.Length), () => Outcome(new(bytes))));

    private static (Pdu? Pdu, AbortReason? Abort) Outcome(ReadOnlySequence<byte> bytes)
    {
        try
        {
            // P-DATA-TF is streamed: of it, the header is all that is read here.
            if (PduHeader.TryRead(bytes, out var header) && header.Type == PduType.PDataTF)
            {
                PduReader.Check(header, Limits);
                return default;
            }
            return (PduReader.TryRead(bytes, Limits, out var pdu) ? pdu : null, null);
        }
        catch (AssociationAbortException violation)
        {
            Enum.IsDefined(violation.AbortReason).Should().BeTrue();
            return (null, violation.AbortReason);
        }
    }
}
