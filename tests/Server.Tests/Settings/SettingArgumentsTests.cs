using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public class SettingArgumentsTests
{
    private readonly List<SettingError> _errors = [];

    [Fact]
    public void Settings_are_taken_out_of_the_command_line_with_equals_sign_or_without()
    {
        var (settings, others) = SettingArguments.Split(["serve", "--Scp:Port=0", "--scp:AETitle", "A=B", "--json"], _errors);

        settings.Should().Equal(new WrittenSetting("Scp:Port", "0", "command line"), new WrittenSetting("scp:AETitle", "A=B", "command line"));
        others.Should().Equal("serve", "--json");
        _errors.Should().BeEmpty();
    }

    [Fact]
    public void A_setting_without_a_value_is_an_error()
    {
        SettingArguments.Split(["serve", "--Scp:Port", "--json"], _errors);

        _errors.Should().ContainSingle().Which.Sentence.Should().Be("--Scp:Port on the command line has no value: write --Scp:Port=VALUE.");
    }

    [Fact]
    public void Options_with_a_colon_in_their_value_are_left_to_the_command()
    {
        var (settings, others) = SettingArguments.Split(["send", "f", "--to=host:104", "--to", "host:104", "--", "--Scp:Port=1"], _errors);

        settings.Should().BeEmpty();
        others.Should().HaveCount(7);
    }

    [Fact]
    public void A_section_that_does_not_exist_reaches_the_check_for_unknown_settings()
    {
        var (settings, _) = SettingArguments.Split(["serve", "--Spc:Port=1"], _errors);

        settings.Should().ContainSingle().Which.Key.Should().Be("Spc:Port");
    }
}
