using StoreScp.Plugins.Hosting.Settings;

namespace StoreScp.Hosting.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storescp-settings-").FullName;

    [Fact]
    public void Inline_settings_go_over_those_of_the_file()
    {
        Write("""
            {
              // a comment
              "Mode": "strict",
              "Nested": { "Keep": 1, "Change": "old" },
              "Rules": [ { "Name": "a" }, { "Name": "b" } ],
            }
            """);
        Merge(("nested:change", "new"), ("Nested:Added:Deep", "x"), ("Rules:1:Name", "B"), ("Rules:2:Name", "c"), ("Flag", "True"), ("Count", "5")).Should().Be(
            """{"Mode":"strict","Nested":{"Keep":1,"Change":"new","Added":{"Deep":"x"}},"Rules":[{"Name":"a"},{"Name":"B"},{"Name":"c"}],"Count":"5","Flag":true}""");
    }

    [Fact]
    public void Inline_settings_alone_make_objects_and_arrays()
    {
        var settings = HandlerSettings.Read(Handler(null, ("Rules:0", "a"), ("Rules:1", "b"), ("Other:x:y", "z")), _folder);
        settings.Json.Should().Be("""{"Other":{"x":{"y":"z"}},"Rules":["a","b"]}""");
        settings.Folder.Should().Be(_folder);
        HandlerSettings.Read(Handler(null), _folder).Json.Should().Be("{}");
    }

    [Fact]
    public void Relative_paths_in_a_file_are_relative_to_that_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.WriteAllText(Path.Combine(_folder, "sub", "x.json"), "{}");
        var settings = HandlerSettings.Read(Handler("sub/x.json"), _folder);
        settings.Folder.Should().Be(Path.Combine(_folder, "sub"));
        settings.Source.Should().Contain("sub").And.Contain("'h'");
    }

    [Theory]
    [InlineData("[1]", "A", "holds no JSON object")]
    [InlineData("{", "A", "cannot be read")]
    [InlineData("{\"A\":1}", "A:B", "has no place for 'B'")]
    [InlineData("{\"A\":[1]}", "A:7", "has no place for '7'")]
    [InlineData("{}", "A::B", "has no place for ''")]
    public void What_does_not_fit_is_named(string file, string key, string reason)
    {
        Write(file);
        FluentActions.Invoking(() => Merge((key, "x"))).Should().Throw<SettingsException>().WithMessage($"*'h'*{reason}*");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        FluentActions.Invoking(() => Merge()).Should().Throw<SettingsException>().WithMessage($"*{Path.Combine(_folder, "file.json")}*");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder, "file.json"), json);

    private string Merge(params (string Key, string Value)[] inline) => HandlerSettings.Read(Handler("file.json", inline), _folder).Json;

    private static HandlerOptions Handler(string? file, params (string Key, string Value)[] inline) =>
        new() { Name = "h", Plugin = "P", SettingsFile = file, Settings = inline.ToDictionary(pair => pair.Key, pair => pair.Value) };
}
