using FsCheck;
using FsCheck.Fluent;
using StoreScp.Dicom;
using StoreScp.Fuzz.Tests.Mutating;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Fuzz.Tests.Pdus;

/// <summary>The command set reader on damaged command sets (PS3.7 §6.3.1): a command, or <see cref="AssociationAbortException"/>.</summary>
public sealed class CommandSetFuzzTests
{
    private static readonly byte[][] Commands = [Wire.Command(Wire.Store()), Wire.Command(Wire.Echo())];

    private static readonly Gen<byte[]> Mutated =
        Gen.Elements(Commands).SelectMany(new Mutator(bytes => DataSetMap.Of(bytes, DicomTransferSyntax.ImplicitVRLittleEndian), Commands).Mutate);

    [Fact]
    public void What_is_read_of_damaged_bytes_is_written_and_read_the_same() =>
        FuzzRun.Check(5000, Mutated, bytes =>
        {
            DimseCommand command;
            try
            {
                command = CommandSetReader.Read(bytes);
            }
            catch (AssociationAbortException)
            {
                return;
            }
            CommandSetReader.Read(Wire.Command(command)).Should().Be(command);
        });
}
