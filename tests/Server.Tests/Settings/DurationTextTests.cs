using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public class DurationTextTests
{
    [Theory]
    [InlineData("60", 60_000)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1_500)]
    [InlineData("60s", 60_000)]
    [InlineData("250ms", 250)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1H", 3_600_000)]
    [InlineData("00:01:00", 60_000)]
    [InlineData("00:00:01.500", 1_500)]
    public void A_duration_is_read_as_people_write_it(string text, int milliseconds)
    {
        DurationText.TryParse(text, out var value).Should().BeTrue();
        value.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("-00:01:00")]
    [InlineData("60 s")]
    [InlineData("1d")]
    [InlineData("1:00")]
    [InlineData("24:00:00")]
    [InlineData("1.00:00:00")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("99999999999999999999")]
    [InlineData("ten seconds")]
    public void Anything_else_is_refused(string text) => DurationText.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("60", "60s")]
    [InlineData("250ms", "250ms")]
    [InlineData("2h", "2h")]
    [InlineData("0", "0s")]
    [InlineData("90m", "5400s")]
    public void What_is_printed_can_be_read_again(string text, string printed)
    {
        DurationText.TryParse(text, out var value).Should().BeTrue();
        DurationText.Format(value).Should().Be(printed);
        DurationText.TryParse(printed, out var again).Should().BeTrue();
        again.Should().Be(value);
    }
}
