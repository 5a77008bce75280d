namespace StoreScp.Server.Settings;

/// <summary>What reading all sources gave: options (usable only without errors), every effective value, every error.</summary>
internal sealed record LoadedSettings(
    StoreScpOptions Options, IReadOnlyList<EffectiveSetting> Effective, IReadOnlyList<SettingError> Errors)
{
    /// <summary>Reads all sources of this process, the profile first.</summary>
    public static LoadedSettings Load(
        IReadOnlyList<WrittenSetting> fromProfile, IReadOnlyList<WrittenSetting> fromCommandLine, IEnumerable<SettingError> commandLineErrors)
    {
        List<SettingError> errors = [.. commandLineErrors];
        List<WrittenSetting> written = [.. fromProfile];
        foreach (var folder in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }
            .Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal))
            written.AddRange(SettingSources.FromFile(Path.Combine(folder, SettingSources.FileName), errors));
        written.AddRange(SettingSources.FromEnvironment(Environment.GetEnvironmentVariables()));
        written.AddRange(fromCommandLine);
        return From(written, errors);
    }

    /// <summary>Later settings replace earlier ones.</summary>
    public static LoadedSettings From(IEnumerable<WrittenSetting> written, IEnumerable<SettingError>? earlier = null)
    {
        var reader = new SettingsReader(written);
        var options = StoreScpSettings.Read(reader);
        reader.RefuseUnknown();
        return new(options, reader.Effective, [.. earlier ?? [], .. reader.Errors]);
    }
}
