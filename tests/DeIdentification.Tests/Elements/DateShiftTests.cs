using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;

namespace StoreScp.Plugins.DeIdentification.Tests.Elements;

public sealed class DateShiftTests
{
    [Theory]
    [InlineData("20240301", "20240229")]
    [InlineData("2024.03.01", "20240229")]
    [InlineData("202403", "202402")]
    [InlineData("2024", "2023")]
    [InlineData("20240301-20240302", "20240229-20240301")]
    [InlineData("-20240301", "-20240229")]
    [InlineData("20240301-", "20240229-")]
    [InlineData("", "")]
    [InlineData("20241301", null)]
    [InlineData("00010101", null)]
    [InlineData("JANUARY", null)]
    public void A_date_goes_back_by_a_day(string value, string? shifted) => DateShift.Shift(value, DicomVR.DA, 1).Should().Be(shifted);

    [Theory]
    [InlineData("20240301101112.123456+0100", "20240229101112.123456+0100")]
    [InlineData("20240301101112-0500", "20240229101112-0500")]
    [InlineData("2024030110", "2024022910")]
    [InlineData("202403", "202402")]
    [InlineData("20240301101112-20240302", "20240229101112-20240301")]
    [InlineData("20240301+0100-20240302+0100", "20240229+0100-20240301+0100")]
    [InlineData("20240301101112 NOBODY", null)]
    [InlineData("20240301+01", null)]
    public void Of_a_date_and_time_only_the_date_goes_back(string value, string? shifted) => DateShift.Shift(value, DicomVR.DT, 1).Should().Be(shifted);
}
