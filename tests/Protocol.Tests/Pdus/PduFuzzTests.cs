using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;
using StoreScp.Protocol.Tests.Vectors;

namespace StoreScp.Protocol.Tests.Pdus;

public sealed class PduFuzzTests
{
    private static readonly AcceptorOptions Limits = new();
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(3000);

    /// <summary>A vector with some bytes changed, cut or doubled.</summary>
    private static Gen<byte[]> Mutations(IEnumerable<byte[]> seeds) =>
        from seed in Gen.Elements(seeds.ToArray())
        from changes in Gen.ListOf(Gen.Zip(Gen.Choose(0, seed.Length - 1), Gen.Choose(0, 255)))
        from cut in Gen.Frequency((3, Gen.Constant(seed.Length)), (1, Gen.Choose(0, seed.Length)))
        select Mutate(seed, changes, cut);

    [Fact]
    public void Mutated_PDU_is_read_or_aborted_and_what_is_read_is_written_and_read_the_same() =>
        Prop.ForAll(Mutations(PduVectors.All).ToArbitrary(), ReadsOrAborts).Check(Config);

    [Fact]
    public void Random_body_is_read_or_aborted() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(1, 7), Gen.ListOf(Gen.Choose(0, 255))).ToArbitrary(), pair =>
        {
            if (pair.Item1 == 4) return true;
            byte[] body = [.. pair.Item2.Select(value => (byte)value)];
            byte[] whole = pair.Item1 < 3 ? [.. PduVectors.AssociateRQ[6..74], .. body] : body;
            return ReadsOrAborts(Wire.Pdu((byte)pair.Item1, whole));
        }).Check(Config);

    [Fact]
    public void Mutated_command_set_is_read_or_aborted_and_what_is_read_is_written_and_read_the_same() =>
        Prop.ForAll(Mutations([Wire.Command(Wire.Store()), Wire.Command(Wire.Echo())]).ToArbitrary(), bytes =>
        {
            DimseCommand command;
            try
            {
                command = CommandSetReader.Read(bytes);
            }
            catch (AssociationAbortException)
            {
                return true;
            }
            return CommandSetReader.Read(Wire.Command(command)) == command;
        }).Check(Config);

    private static bool ReadsOrAborts(byte[] bytes)
    {
        Pdu? pdu;
        try
        {
            if (PduHeader.TryRead(new ReadOnlySequence<byte>(bytes), out var header) && header.Type == PduType.PDataTF) return true;
            if (!PduReader.TryRead(new ReadOnlySequence<byte>(bytes), Limits, out pdu)) return true;
        }
        catch (AssociationAbortException)
        {
            return true;
        }
        var written = pdu!.ToBytes();
        return PduReader.TryRead(new ReadOnlySequence<byte>(written), Limits, out var again) && again!.ToBytes().AsSpan().SequenceEqual(written);
    }

    private static byte[] Mutate(byte[] seed, IEnumerable<(int At, int Value)> changes, int cut)
    {
        var bytes = seed.ToArray();
        foreach (var (at, value) in changes) bytes[at] = (byte)value;
        return bytes[..cut];
    }
}
