using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>What every command has at hand: the settings of this process, where to write, and the clock.</summary>
internal sealed record CommandContext(
    IReadOnlyList<WrittenSetting> CommandLineSettings,
    IReadOnlyList<SettingError> CommandLineErrors,
    TextWriter Output,
    TextWriter Error,
    TimeProvider Time)
{
    /// <summary>Of <c>--profile</c>: weaker than what files, environment and command line say.</summary>
    public IReadOnlyList<WrittenSetting> ProfileSettings { get; init; } = [];

    public LoadedSettings LoadSettings() => LoadedSettings.Load(ProfileSettings, CommandLineSettings, CommandLineErrors);

    /// <summary>The settings, or a <see cref="CommandException"/> that lists every error.</summary>
    public StoreScpOptions RequireOptions()
    {
        var loaded = LoadSettings();
        return loaded.Errors.Count == 0
            ? loaded.Options
            : throw new CommandException(Cli.ExitCode.Usage, string.Join(Environment.NewLine, loaded.Errors));
    }
}
