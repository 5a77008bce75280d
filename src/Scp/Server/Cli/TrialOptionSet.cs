using System.CommandLine;
using StoreScp.Server.Plugins.Trials;

namespace StoreScp.Server.Cli;

/// <summary>The options that `plugin verify` and `plugin try` share.</summary>
internal sealed class TrialOptionSet
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "A published plugin: the folder with plugin.json and plugin.sha256" };
    private readonly Option<string?> _handler = new("--handler") { Description = "Only this handler of the plugin (default: all, in their order)", HelpName = "NAME" };
    private readonly Option<string?> _settings = new("--settings") { Description = "JSON file with the handler's settings", HelpName = "FILE" };
    private readonly Option<string?> _secrets = new("--secrets") { Description = "Folder with one file for each secret", HelpName = "FOLDER" };

    public void AddTo(Command command)
    {
        command.Arguments.Insert(0, _folder);
        command.Options.Add(_handler);
        command.Options.Add(_settings);
        command.Options.Add(_secrets);
    }

    public TrialOptions From(ParseResult result) => new()
    {
        Folder = result.GetRequiredValue(_folder),
        Handler = result.GetValue(_handler),
        SettingsFile = result.GetValue(_settings),
        SecretsFolder = result.GetValue(_secrets),
    };
}
