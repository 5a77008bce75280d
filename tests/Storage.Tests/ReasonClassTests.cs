namespace StoreScp.Storage.Tests;

public sealed class ReasonClassTests
{
    [Theory]
    [InlineData("ValidationException: DICOM attribute SOPClassUID does not exist", "ValidationException")]
    [InlineData("Unaccounted: the results of the import job do not name the file", "Unaccounted")]
    [InlineData("com.amazonaws.Some_Exception2: text: with more", "com.amazonaws.Some_Exception2")]
    [InlineData("The import stopped with States.Timeout: 12 h", "Other")]
    [InlineData("no exception type: no message", "Other")]
    [InlineData("Müller: ", "Other")]
    [InlineData("MUELLER^HANS: ", "Other")]
    [InlineData("1.2-3: ", "Other")]
    [InlineData(": nothing before it", "Other")]
    [InlineData("ValidationException:no space", "Other")]
    [InlineData("ValidationException", "Other")]
    [InlineData("", "Other")]
    [InlineData(null, "Other")]
    public void A_reason_is_classed_by_the_one_word_that_it_begins_with(string? reason, string expected) => ReasonClass.Of(reason).Should().Be(expected);

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void A_word_is_no_class_when_it_is_longer_than_64_characters(int length, bool isOther) =>
        (ReasonClass.Of(new string('x', length) + ": ") == ReasonClass.Other).Should().Be(isOther);
}
