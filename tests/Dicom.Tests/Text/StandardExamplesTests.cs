namespace StoreScp.Dicom.Tests.Text;

/// <summary>The worked examples of PS3.5 Annexes H (Japanese), I (Korean), J (other encodings) and K (Chinese), with others of the same kind.</summary>
public sealed class StandardExamplesTests
{
    // Specific Character Set, text, bytes. In the bytes \e is ESC, \xx a byte in hexadecimal, all else ASCII.
    public static TheoryData<string, string, string> PersonNames => new()
    {
        // H.3.1
        {
            @"\ISO 2022 IR 87",
            "Yamada^Tarou=山田^太郎=やまだ^たろう",
            @"Yamada^Tarou=\e$B;3ED\e(B^\e$BB@O:\e(B=\e$B$d$^$@\e(B^\e$B$?$m$&\e(B"
        },
        // H.3.2
        {
            @"ISO 2022 IR 13\ISO 2022 IR 87",
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
            @"\D4\CF\C0\DE^\C0\DB\B3=\e$B;3ED\e(J^\e$BB@O:\e(J=\e$B$d$^$@\e(J^\e$B$?$m$&\e(J"
        },
        // I.2
        {
            @"\ISO 2022 IR 149",
            "Hong^Gildong=洪^吉洞=홍^길동",
            @"Hong^Gildong=\e$)C\FB\F3^\e$)C\D1\CE\D4\D7=\e$)C\C8\AB^\e$)C\B1\E6\B5\BF"
        },
        // J.1
        {
            "ISO_IR 192",
            "Wang^XiaoDong=王^小东=",
            @"Wang^XiaoDong=\E7\8E\8B^\E5\B0\8F\E4\B8\9C="
        },
        // J.3
        {
            "GB18030",
            "Wang^XiaoDong=王^小东=",
            @"Wang^XiaoDong=\CD\F5^\D0\A1\B6\AB="
        },
        // K.2
        {
            @"\ISO 2022 IR 58",
            "Zhang^XiaoDong=张^小东=",
            @"Zhang^XiaoDong=\e$)A\D5\C5^\e$)A\D0\A1\B6\AB="
        },
        { "GBK", "Wang^XiaoDong=王^小东=", @"Wang^XiaoDong=\CD\F5^\D0\A1\B6\AB=" },
        { "ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ", @"\D4\CF\C0\DE^\C0\DB\B3" },
        { "ISO_IR 100", "Buc^Jérôme", @"Buc^J\E9r\F4me" },
        { "ISO_IR 101", "Wałęsa", @"Wa\B3\EAsa" },
        { "ISO_IR 110", "Kalniņš", @"Kalni\F1\B9" },
        { "ISO_IR 109", "Ċensu", @"\C5ensu" },
        { "ISO_IR 144", "Люкceмбypг", @"\BB\EE\DAce\DC\D1yp\D3" },
        { "ISO_IR 127", "قباني^لنزار", @"\E2\C8\C7\E6\EA^\E4\E6\D2\C7\D1" },
        { "ISO_IR 126", "Διονυσιος", @"\C4\E9\EF\ED\F5\F3\E9\EF\F2" },
        { "ISO_IR 138", "שרון^דבורה", @"\F9\F8\E5\EF^\E3\E1\E5\F8\E4" },
        { "ISO_IR 148", "Çavuşoğlu", @"\C7avu\FEo\F0lu" },
        { "ISO_IR 203", "Žižek€", @"\B4i\B8ek\A4" },
        { "ISO_IR 166", "นามสกุล", @"\B9\D2\C1\CA\A1\D8\C5" },
        {
            @"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126",
            "Dionysios=Διονυσιος",
            @"Dionysios=\e-F\C4\E9\EF\ED\F5\F3\E9\EF\F2\e-A"
        },
        {
            @"ISO 2022 IR 6\ISO 2022 IR 87\ISO 2022 IR 159",
            "Morita=森田^鷗",
            @"Morita=\e$B?9ED\e(B^\e$(Dl?\e(B"
        },
    };

    [Theory]
    [MemberData(nameof(PersonNames))]
    public void Person_name_is_decoded_and_encoded_byte_for_byte(string terms, string text, string bytes)
    {
        var set = DicomCharacterSet.Parse(terms);
        set.UnknownTerms.Should().BeEmpty();
        set.Decode(EscapedBytes.Parse(bytes), DicomVR.PN).Should().Be(text);
        EscapedBytes.Format(set.Encode(text, DicomVR.PN)).Should().Be(bytes);
    }

    [Fact]
    public void Korean_text_designates_again_on_every_line()
    {
        // I.3: the designation may stand anywhere before the first Korean character of a line.
        var set = DicomCharacterSet.Parse(@"\ISO 2022 IR 149");
        const string Text = "The 1st line includes 길동.\r\nThe 2nd line includes 길동, too.\r\nThe 3rd line.";
        const string Early = @"\e$)CThe 1st line includes \B1\E6\B5\BF.\0D\0A\e$)CThe 2nd line includes \B1\E6\B5\BF, too.\0D\0AThe 3rd line.";
        const string Late = @"The 1st line includes \e$)C\B1\E6\B5\BF.\0D\0AThe 2nd line includes \e$)C\B1\E6\B5\BF, too.\0D\0AThe 3rd line.";

        set.Decode(EscapedBytes.Parse(Early), DicomVR.LT).Should().Be(Text);
        set.Decode(EscapedBytes.Parse(Late), DicomVR.LT).Should().Be(Text);
        EscapedBytes.Format(set.Encode(Text, DicomVR.LT)).Should().Be(Late);
    }

    [Fact]
    public void Chinese_text_designates_again_on_every_line()
    {
        // K.3
        var set = DicomCharacterSet.Parse(@"\ISO 2022 IR 58");
        const string Bytes = @"1. \e$)A\B5\DA\D2\BB\D0\D0\CE\C4\D7\D6\A1\A3\0D\0A2. \e$)A\B5\DA\B6\FE\D0\D0\CE\C4\D7\D6\A1\A3\0D\0A";
        const string Text = "1. 第一行文字。\r\n2. 第二行文字。\r\n";

        set.Decode(EscapedBytes.Parse(Bytes), DicomVR.LT).Should().Be(Text);
        EscapedBytes.Format(set.Encode(Text, DicomVR.LT)).Should().Be(Bytes);
    }
}
