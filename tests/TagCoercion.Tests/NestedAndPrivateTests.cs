using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Testing;

namespace StoreScp.TagCoercion.Tests;

public sealed class NestedAndPrivateTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;

    private static DicomDataset Nested() => new()
    {
        {
            DicomTag.RequestAttributesSequence,
            new DicomDataset { { DicomTag.ScheduledProcedureStepID, "s1" } },
            new DicomDataset { { DicomTag.ScheduledProcedureStepID, "s2" }, { DicomTag.RequestedProcedureID, "p2" } }
        },
    };

    private static string[] Steps(DicomDataset header) =>
        [.. header.GetSequence(DicomTag.RequestAttributesSequence)!.Select(item => item.GetString(DicomTag.ScheduledProcedureStepID, ""))];

    [Fact]
    public void All_items_are_changed_by_a_star() =>
        Steps(Nested().Apply("""{ "upper": "RequestAttributesSequence[*].ScheduledProcedureStepID" }""")).Should().Equal("S1", "S2");

    [Fact]
    public void One_item_is_changed_by_its_number() =>
        Steps(Nested().Apply("""{ "upper": "(0040,0275)[1].(0040,0009)" }""")).Should().Equal("s1", "S2");

    [Fact]
    public void SetIfEmpty_asks_in_each_item()
    {
        DicomDataset header = Nested().Apply("""{ "setIfEmpty": "RequestAttributesSequence[*].RequestedProcedureID", "value": "new" }""");
        header.GetSequence(DicomTag.RequestAttributesSequence)!.Select(item => item["RequestedProcedureID"]).Should().Equal("new", "p2");
    }

    [Fact]
    public void An_element_is_removed_from_every_item()
    {
        DicomDataset header = Nested().Apply("""{ "remove": "RequestAttributesSequence[*].RequestedProcedureID" }""");
        header.GetSequence(DicomTag.RequestAttributesSequence)!.Should().OnlyContain(item => !item.Contains(DicomTag.RequestedProcedureID));
    }

    [Fact]
    public void Sequences_and_items_are_made_only_with_create()
    {
        var header = new DicomDataset();
        header.Apply("""{ "set": "RequestAttributesSequence[1].ScheduledProtocolCodeSequence[*].CodeMeaning", "value": "x" }""").Count.Should().Be(0);

        header.Apply("""{ "set": "RequestAttributesSequence[1].ScheduledProtocolCodeSequence[*].CodeMeaning", "value": "x", "create": true }""");

        DicomSequence items = header.Reread(Explicit).GetSequence(DicomTag.RequestAttributesSequence)!;
        items.Should().HaveCount(2);
        items[1].GetSequence(DicomTag.ScheduledProtocolCodeSequence)![0]["CodeMeaning"].Should().Be("x");
    }

    [Theory]
    [InlineData(SequenceStyle.Defined)]
    [InlineData(SequenceStyle.Undefined)]
    public void Only_what_contains_the_change_differs_in_its_bytes(SequenceStyle style)
    {
        byte[] Build(string step, string comment) => new DataSetBytes()
            .Text(0x00080050, "SH", "odd")
            .Sequence(0x00400275, style, item => item.Text(0x00400009, "SH", step), item => item.Text(0x00400007, "LO", " untouched "))
            .Text(0x00104000, "LT", comment).ToArray();
        DicomDataset header = DicomDataset.Parse(Build("s", "c"), Explicit);

        header.Apply("""{ "set": "RequestAttributesSequence[0].ScheduledProcedureStepID", "value": "longer" }""");

        header.ToBytes().Should().Equal(Build("longer", "c"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_private_element_is_found_by_its_creator_wherever_its_block_is(bool isExplicit)
    {
        DicomTransferSyntax syntax = isExplicit ? Explicit : DicomTransferSyntax.ImplicitVRLittleEndian;
        byte[] Build(string value) => new DataSetBytes(isExplicit)
            .Text(0x00290010, "LO", "OTHER").Text(0x00290042, "LO", "ACME 1.1")
            .Text(0x00291010, "LO", "other's").Text(0x00294210, "LO", value).ToArray();
        DicomDataset header = DicomDataset.Parse(Build("abc"), syntax);

        header.Apply("""{ "upper": "(0029,xx10,ACME 1.1):LO" }""", """{ "(0029,xx10,ACME 1.1):LO": "abc" }""");

        header.ToBytes().Should().Equal(Build("ABC"));
    }

    [Fact]
    public void A_private_block_is_reserved_only_with_create()
    {
        var header = new DicomDataset();
        header.Apply("""{ "set": "(0029,xx10,ACME 1.1):LO", "value": "v" }""").Count.Should().Be(0);

        header.Apply("""{ "set": "(0029,xx10,ACME 1.1):LO", "value": "v", "create": true }""");

        DicomDataset read = header.Reread(Explicit);
        read.GetString(new DicomTag(0x0029, 0x0010)).Should().Be("ACME 1.1");
        read.GetString(new DicomTag(0x0029, 0x1010)).Should().Be("v");
        read.GetVR(new DicomTag(0x0029, 0x1010)).Should().Be(DicomVR.LO);
    }

    [Fact]
    public void A_private_element_is_removed_and_its_block_stays()
    {
        var header = new DicomDataset();
        header.SetBytes(header.AddPrivate("ACME 1.1", 0x0029, 0x10), DicomVR.OB, new byte[] { 1, 2 });
        header.Apply("""{ "remove": "(0029,xx10,ACME 1.1)" }""").Select(element => element.Tag).Should().Equal(new DicomTag(0x0029, 0x0010));
    }

    [Fact]
    public void A_private_element_within_a_private_sequence_is_reached()
    {
        byte[] Build(string value) => new DataSetBytes()
            .Text(0x00290010, "LO", "ACME")
            .Sequence(0x00291001, item => item.Text(0x00290011, "LO", "INNER").Text(0x00291105, "SH", value)).ToArray();
        DicomDataset header = DicomDataset.Parse(Build("ab"), Explicit);

        header.Apply("""{ "upper": "(0029,xx01,ACME)[*].(0029,xx05,INNER):SH" }""");

        header.ToBytes().Should().Equal(Build("AB"));
    }

    [Fact]
    public void A_private_element_of_bytes_is_not_written_as_text()
    {
        byte[] bytes = new DataSetBytes().Text(0x00290010, "LO", "ACME").Element(0x00291001, "OB", [1, 2]).ToArray();
        new Action(() => DicomDataset.Parse(bytes, Explicit).Apply("""{ "set": "(0029,xx01,ACME):LO", "value": "v" }"""))
            .Should().Throw<InstanceFailedException>().WithMessage("*in this instance it has VR OB, which holds no text.");
    }
}
