namespace StoreScp.Storage.Tests;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".hidden")]
    [InlineData("trailing.")]
    [InlineData("a\\b")]
    [InlineData("c:x")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("ü")]
    [InlineData("%2e%2e")]
    [InlineData("~root")]
    public void A_text_that_could_mean_something_to_a_file_system_is_no_key(string text)
    {
        ObjectKey.TryParse(text, out _).Should().BeFalse();
        FluentActions.Invoking(() => new ObjectKey(text)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_segment_or_a_key_that_is_too_long_is_refused()
    {
        ObjectKey.TryParse(new string('a', ObjectKey.MaximumSegmentLength), out _).Should().BeTrue();
        ObjectKey.TryParse(new string('a', ObjectKey.MaximumSegmentLength + 1), out _).Should().BeFalse();
        ObjectKey.TryParse(string.Join('/', Enumerable.Repeat(new string('a', 127), 4)), out _).Should().BeTrue("511 characters");
        ObjectKey.TryParse(string.Join('/', Enumerable.Repeat(new string('a', 127), 4)) + "aa", out _).Should().BeFalse("513 characters");
    }

    [Fact]
    public void A_key_has_a_folder_and_a_name()
    {
        var key = new ObjectKey("1.2/3.4_x.dcm");

        key.Folder.Should().Be("1.2");
        key.Name.Should().Be("3.4_x.dcm");
        new ObjectKey("alone").Folder.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("1..2")]
    [InlineData(".1")]
    [InlineData("1.")]
    [InlineData("1.2/../../etc")]
    [InlineData("1.2\0")]
    [InlineData("1.2 ")]
    [InlineData("1.a")]
    [InlineData("１.２")]
    [InlineData("1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3")]
    public void Only_a_valid_UID_becomes_part_of_a_key(string uid)
    {
        FluentActions.Invoking(() => ObjectKeys.ForInstance("1.2", uid, Samples.NewReceipt())).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ObjectKeys.ForInstance(uid, "1.2", Samples.NewReceipt())).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Longest_and_oddest_UIDs_that_are_tolerated_become_a_key()
    {
        var longest = string.Join('.', Enumerable.Repeat("1", 32)) + "1";

        longest.Should().HaveLength(64);
        ObjectKeys.ForInstance(longest, longest, Samples.NewReceipt()).Value.Should().StartWith(longest + "/" + longest);
        ObjectKeys.ForInstance("1.02.3", "1.2", Samples.NewReceipt()).Value.Should().StartWith("1.02.3/1.2_");
    }

    [Fact]
    public void An_unusable_UID_is_quarantined_under_a_hash_that_does_not_contain_it()
    {
        var key = ObjectKeys.ForQuarantine("../../etc/passwd", Samples.NewReceipt());

        key.Value.Should().MatchRegex("^quarantine/[0-9a-f]{32}_[0-9a-f]{32}\\.dcm$");
    }

    [Fact]
    public void The_receipt_is_read_back_from_every_key_that_we_make()
    {
        var receipt = Samples.NewReceipt();

        foreach (var key in (ObjectKey[])[ObjectKeys.ForInstance("1.2", "1.3", receipt), ObjectKeys.ForQuarantine("x", receipt)])
        {
            ObjectKeys.TryGetReceipt(key, out var read).Should().BeTrue();
            read.Should().Be(receipt);
        }
        ObjectKeys.TryGetReceipt(new ObjectKey("foreign.dcm"), out _).Should().BeFalse();
        ObjectKeys.TryGetReceipt(new ObjectKey("a_b.dcm"), out _).Should().BeFalse();
    }
}
