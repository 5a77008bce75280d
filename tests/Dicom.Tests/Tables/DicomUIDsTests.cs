namespace StoreScp.Dicom.Tests.Tables;

public sealed class DicomUIDsTests
{
    [Fact]
    public void Uids_agree_with_every_row_of_the_standard()
    {
        var rows = StandardTables.Read("uids.tsv");
        DicomUIDs.All.Should().HaveSameCount(rows, "else eng/generate-tables.cs is to be run");
        foreach (string[] row in rows)
        {
            var entry = DicomUIDs.Find(row[0])!;
            entry.Keyword.Should().Be(row[2]);
            entry.Name.Should().StartWith(row[1]);
            entry.Type.Should().Be(row[3]);
            entry.IsRetired.Should().Be(row[4] == "Y");
            SopClasses.IsStorage(row[0]).Should().Be(row[5] == "Y" && row[0] != DicomUIDs.MediaStorageDirectoryStorage);
        }
    }

    [Fact]
    public void Uid_is_found_as_text_and_as_padded_bytes()
    {
        DicomUIDs.Verification.Should().Be("1.2.840.10008.1.1");
        DicomUIDs.Find("1.2.840.10008.1.1")!.Keyword.Should().Be("Verification");
        DicomUIDs.Find("1.2.840.10008.1.1\0"u8)!.Keyword.Should().Be("Verification");
        DicomUIDs.Find("1.2.840.10008.1.1 "u8)!.Keyword.Should().Be("Verification");
    }

    [Fact]
    public void Uid_that_is_not_registered_is_not_found()
    {
        DicomUIDs.Find("1.2.840.10008.1.1.0").Should().BeNull();
        DicomUIDs.Find("").Should().BeNull();
        DicomUIDs.Find(new byte[1000]).Should().BeNull();
        DicomUIDs.Find(Enumerable.Repeat((byte)'1', 65).ToArray()).Should().BeNull();
        DicomUIDs.Find([0xFF, 0x31]).Should().BeNull();
        SopClasses.NameOf("1.2.3").Should().Be("1.2.3");
    }

    [Fact]
    public void Looking_up_a_uid_allocates_nothing()
    {
        BothAreFound().Should().BeTrue();
        long before = GC.GetAllocatedBytesForCurrentThread();
        BothAreFound();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    static bool BothAreFound() =>
        SopClasses.IsStorage("1.2.840.10008.5.1.4.1.1.2\0"u8) && DicomTransferSyntax.Find("1.2.840.10008.1.2"u8) is not null;

    [Fact]
    public void Storage_sop_classes_are_told_from_others()
    {
        SopClasses.IsStorage(DicomUIDs.CTImageStorage).Should().BeTrue();
        SopClasses.IsStorage("1.2.840.10008.5.1.4.1.1.3").Should().BeTrue("retired ultrasound is still sent");
        SopClasses.IsStorage(DicomUIDs.EncapsulatedPDFStorage).Should().BeTrue();
        SopClasses.IsStorage(DicomUIDs.Verification).Should().BeFalse();
        SopClasses.IsStorage(DicomUIDs.StorageCommitmentPushModel).Should().BeFalse();
        SopClasses.IsStorage(DicomUIDs.MediaStorageDirectoryStorage).Should().BeFalse("a DICOMDIR is for media");
        SopClasses.IsStorage("1.2.3").Should().BeFalse();
        SopClasses.NameOf(DicomUIDs.CTImageStorage).Should().Be("CT Image Storage");
        SopClasses.All.Should().OnlyHaveUniqueItems().And.HaveCount(211);
    }
}
