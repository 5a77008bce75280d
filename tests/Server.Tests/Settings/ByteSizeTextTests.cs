using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public class ByteSizeTextTests
{
    [Theory]
    [InlineData("262144", 262_144)]
    [InlineData("256KiB", 262_144)]
    [InlineData("1 MiB", 1_048_576)]
    [InlineData("1gib", 1_073_741_824)]
    [InlineData("16MB", 16_000_000)]
    [InlineData("7B", 7)]
    public void A_size_is_read_as_people_write_it(string text, long bytes)
    {
        ByteSizeText.TryParse(text, out var value).Should().BeTrue();
        value.Should().Be(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("-1")]
    [InlineData("1.5GiB")]
    [InlineData("9223372036854775807KiB")]
    [InlineData("99999999999999999999")]
    [InlineData("many")]
    public void Anything_else_is_refused(string text) => ByteSizeText.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData(262_144, "256KiB")]
    [InlineData(1L << 30, "1GiB")]
    [InlineData(1000, "1000")]
    [InlineData(0, "0")]
    public void The_largest_unit_that_divides_it_is_printed(long bytes, string printed) =>
        ByteSizeText.Format(bytes).Should().Be(printed);
}
