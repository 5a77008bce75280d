using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace StoreScp.Server.Settings;

/// <summary>One setting as somebody wrote it, and where.</summary>
internal sealed record WrittenSetting(string Key, string Value, string Source);

/// <summary>
/// The places a setting may come from, the weakest first: appsettings.json beside the executable, then in the working
/// directory, then the environment (<c>STORESCP__Scp__Port</c>), then the command line (<c>--Scp:Port=0</c>).
/// </summary>
internal static class SettingSources
{
    public const string EnvironmentPrefix = "STORESCP__";

    public const string FileName = "appsettings.json";

    /// <summary>Of the AWS command line and SDKs, and set in every ECS task and Lambda function; the weaker first.</summary>
    private static readonly string[] RegionVariables = ["AWS_DEFAULT_REGION", "AWS_REGION"];

    /// <summary>What other frameworks keep in the same file; everything else in it is ours to check.</summary>
    private static readonly string[] OthersSections = ["AllowedHosts", "ConnectionStrings", "Kestrel", "$schema"];

    public static List<WrittenSetting> FromFile(string path, ICollection<SettingError> errors)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return [.. new ConfigurationBuilder().AddJsonFile(path, optional: false).Build().AsEnumerable()
                .Where(pair => pair.Value is not null
                    && !OthersSections.Contains(pair.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
                .Select(pair => new WrittenSetting(pair.Key, pair.Value!, path))];
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or JsonException or IOException or UnauthorizedAccessException)
        {
            errors.Add(new SettingError($"{path} cannot be read: {(e.InnerException ?? e).Message}"));
            return [];
        }
    }

    public static List<WrittenSetting> FromEnvironment(IDictionary variables)
    {
        List<WrittenSetting> settings = [];
        foreach (DictionaryEntry variable in variables)
        {
            var name = (string)variable.Key;
            if (name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                settings.Add(new(
                    name[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value ?? "", $"environment {name}"));
        }
        var regions = RegionVariables.Where(name => variables[name] is string { Length: > 0 })
            .Select(name => new WrittenSetting("Aws:Region", (string)variables[name]!, $"environment {name}"));
        return [.. regions, .. settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)];
    }
}
