using System.Globalization;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public class SinceTextTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-23T12:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2h", "2026-11-23T10:00:00Z")]
    [InlineData("90", "2026-11-23T11:58:30Z")]
    [InlineData("3d", "2026-11-20T12:00:00Z")]
    [InlineData("2026-11-01", "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-01T14:30", "2026-11-01T14:30:00Z")]
    [InlineData("2026-11-01T14:30+01:00", "2026-11-01T13:30:00Z")]
    [InlineData("2026-11-01T14:30:05Z", "2026-11-01T14:30:05Z")]
    public void A_moment_is_an_age_or_a_time(string text, string moment)
    {
        SinceText.TryParse(text, Now, out var since).Should().BeTrue();
        since.Should().Be(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("11/01/2026")]
    [InlineData("")]
    [InlineData("-2h")]
    public void Anything_else_is_refused(string text) => SinceText.TryParse(text, Now, out _).Should().BeFalse();
}
