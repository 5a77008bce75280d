using StoreScp.Server.Logging;

namespace StoreScp.Server.Tests.Logging;

public class LogTextTests
{
    [Theory]
    [InlineData("CT_ROOM 1", "CT_ROOM 1")]
    [InlineData("a\nb", @"a\u000Ab")]
    [InlineData("a\r\nINFO forged", @"a\u000D\u000AINFO forged")]
    [InlineData("\u001b[31mred", @"\u001B[31mred")]
    [InlineData("\0\t\u007f", @"\u0000\u0009\u007F")]
    [InlineData(@"a\u000Ab", @"a\\u000Ab")]
    [InlineData("\u202Eevil\u2028", @"\u202Eevil\u2028")]
    [InlineData("\u0085", @"\u0085")]
    [InlineData("", "")]
    public void Only_printable_ascii_passes_and_what_is_escaped_stays_visible(string text, string escaped) =>
        LogText.Escape(text).Should().Be(escaped);

    [Fact]
    public void Nothing_is_empty() => LogText.Escape(null).Should().BeEmpty();

    [Fact]
    public void Long_text_is_cut_with_a_mark() => LogText.Escape(new string('x', 100_000)).Should().Be(new string('x', 256) + "…");

    [Fact]
    public void Harmless_text_is_not_copied()
    {
        const string text = "STORESCP";
        LogText.Escape(text).Should().BeSameAs(text);
    }
}
