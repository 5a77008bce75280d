using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public class SettingProfilesTests
{
    [Theory]
    [InlineData("serve", "--profile", "aws", "--Scp:Port=0")]
    [InlineData("serve", "--profile=AWS", "--Scp:Port=0")]
    public void A_profile_is_taken_out_of_the_command_line(params string[] arguments)
    {
        List<string> words = [.. arguments];
        List<SettingError> errors = [];

        var settings = SettingProfiles.Take(words, errors);

        words.Should().Equal("serve", "--Scp:Port=0");
        errors.Should().BeEmpty();
        settings.Should().Contain(setting => setting.Key == "Storage:Provider" && setting.Value == "Aws");
    }

    [Theory]
    [InlineData("serve", "--profile", "azure")]
    [InlineData("serve", "--profile")]
    public void A_profile_that_does_not_exist_is_an_error_that_names_those_that_do(params string[] arguments)
    {
        List<SettingError> errors = [];

        SettingProfiles.Take([.. arguments], errors).Should().BeEmpty();

        errors.Should().ContainSingle().Which.Sentence.Should().Contain("local, aws");
    }

    [Fact]
    public void What_anybody_writes_goes_before_the_profile()
    {
        var profile = SettingProfiles.Take(["--profile", "aws"], []);

        LoadedSettings.From([.. profile, new WrittenSetting("Storage:Provider", "Local", "environment")]).Options
            .Storage.Provider.Should().Be(StorageProvider.Local);
    }
}
