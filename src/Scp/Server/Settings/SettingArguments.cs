namespace StoreScp.Server.Settings;

/// <summary>Parts settings (<c>--Scp:Port=0</c>, <c>--Scp:Port 0</c>) from the rest of a command line, whose options are lower case.</summary>
internal static class SettingArguments
{
    public const string Source = "command line";

    public static (List<WrittenSetting> Settings, string[] Others) Split(IReadOnlyList<string> arguments, ICollection<SettingError> errors)
    {
        List<WrittenSetting> settings = [];
        List<string> rest = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                rest.AddRange(arguments.Skip(i));
                break;
            }
            if (!IsSetting(argument))
            {
                rest.Add(argument);
                continue;
            }
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                settings.Add(new(argument[2..equals], argument[(equals + 1)..], Source));
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                settings.Add(new(argument[2..], arguments[++i], Source));
            else
                errors.Add(new SettingError($"{argument} on the command line has no value: write {argument}=VALUE."));
        }
        return (settings, [.. rest]);
    }

    private static bool IsSetting(string argument)
    {
        if (argument.Length < 4 || !argument.StartsWith("--", StringComparison.Ordinal) || !char.IsAsciiLetter(argument[2]))
            return false;
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return false;
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0 && equals < colon)
            return false;
        return char.IsAsciiLetterUpper(argument[2])
            || SettingsReader.Sections.Contains(argument[2..colon], StringComparer.OrdinalIgnoreCase);
    }
}
