using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public class TerminalTextTests
{
    [Theory]
    [InlineData("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^太郎")]
    [InlineData("a\u001b[2Jb", @"a\u001B[2Jb")]
    [InlineData("a\r\nb", @"a\u000D\u000Ab")]
    [InlineData("\u202Egnp", @"\u202Egnp")]
    public void Letters_of_every_script_pass_and_nothing_moves_the_cursor(string text, string safe) =>
        TerminalText.Safe(text, 100).Should().Be(safe);

    [Fact]
    public void Long_text_is_cut_with_a_mark() => TerminalText.Safe("abcdef", 3).Should().Be("abc…");
}
