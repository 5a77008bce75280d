namespace StoreScp.Dicom.Tests;

public class UIDValidityTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.2", true)]
    [InlineData("2.25.0", true)]
    [InlineData("0", true)]
    [InlineData("1.2.03", false)]
    [InlineData("1..2", false)]
    [InlineData(".1", false)]
    [InlineData("1.", false)]
    [InlineData("1.2a", false)]
    [InlineData("1.2 ", false)]
    [InlineData("", false)]
    [InlineData("1.2345678901234567890123456789012345678901234567890123456789012345", false)]
    [InlineData("1.23456789012345678901234567890123456789012345678901234567890123", true)]
    public void A_UID_is_numbers_without_leading_zeros_and_single_dots_in_64_characters(string text, bool isValid) =>
        DicomUIDs.IsValid(text).Should().Be(isValid);
}
