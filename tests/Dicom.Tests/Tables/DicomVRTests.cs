namespace StoreScp.Dicom.Tests.Tables;

public sealed class DicomVRTests
{
    [Fact]
    public void Vrs_agree_with_the_standard()
    {
        var rows = StandardTables.Read("vrs.tsv");
        rows.Should().HaveCount(Enum.GetValues<DicomVR>().Length - 1);
        foreach (string[] row in rows)
        {
            DicomVRExtensions.TryParse(row[0], out var vr).Should().BeTrue();
            vr.ToString().Should().Be(row[0]);
            vr.HasLongLength().Should().Be(row[2] == "32", row[0]);
            vr.IsText().Should().Be(row[3] == "s", row[0]);
            vr.IsCharacterSetDependent().Should().Be(row[6] == "Y", row[0]);
            vr.IsMultiValued().Should().Be(row[7] == "Y", row[0]);
            vr.FixedValueBytes().Should().Be(row[7] == "bin" ? row[3][0] - '0' : 0, row[0]);
            if (row[5].StartsWith("space", StringComparison.Ordinal))
                vr.PaddingByte().Should().Be((byte)' ', row[0]);
            else
                vr.PaddingByte().Should().Be(0, row[0]);
            if (row[4].Split(' ') is [var length, ..] && long.TryParse(length, out long number))
                vr.MaximumLength().Should().Be(number, row[0]);
            if (!row[4].Contains("undefined", StringComparison.Ordinal))
                (vr.MaximumLengthUnit() == DicomVRUnit.Characters).Should().Be(row[4].Contains("chars", StringComparison.Ordinal), row[0]);
        }
    }

    [Theory]
    [InlineData("OB", true)]
    [InlineData("PN", false)]
    [InlineData("ZZ", true)]
    [InlineData("??", true)]
    public void Length_field_is_long_for_every_vr_outside_table_7_1_2(string letters, bool isLong)
    {
        byte[] bytes = [(byte)letters[0], (byte)letters[1]];
        bool known = DicomVRExtensions.TryParse(bytes, out var vr);
        known.Should().Be(Enum.IsDefined(vr));
        vr.HasLongLength().Should().Be(isLong);
    }

    [Fact]
    public void Letters_that_are_no_vr_are_refused()
    {
        DicomVRExtensions.TryParse("  "u8, out _).Should().BeFalse();
        DicomVRExtensions.TryParse("P"u8, out _).Should().BeFalse();
        DicomVRExtensions.TryParse(""u8, out _).Should().BeFalse();
        DicomVRExtensions.TryParse([0, 0], out _).Should().BeFalse();
        DicomVRExtensions.TryParse("pn", out _).Should().BeFalse();
        DicomVRExtensions.TryParse("PNX", out _).Should().BeFalse();
        DicomVR.None.IsKnown().Should().BeFalse();
        DicomVR.None.HasLongLength().Should().BeFalse();
    }

    [Theory]
    [InlineData(DicomVR.OB, 1)]
    [InlineData(DicomVR.UN, 1)]
    [InlineData(DicomVR.PN, 1)]
    [InlineData(DicomVR.OW, 2)]
    [InlineData(DicomVR.US, 2)]
    [InlineData(DicomVR.AT, 2)]
    [InlineData(DicomVR.FL, 4)]
    [InlineData(DicomVR.OL, 4)]
    [InlineData(DicomVR.FD, 8)]
    [InlineData(DicomVR.UV, 8)]
    public void Unit_is_what_byte_order_turns_round(DicomVR vr, int bytes) => vr.UnitBytes().Should().Be(bytes);
}
