using System.Text.Json;

namespace Pulumi;

/// <summary>The settings that the command line hands to a program: PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS.</summary>
internal sealed record ProgramSettings(ImmutableDictionary<string, string> Values, ImmutableHashSet<string> SecretKeys)
{
    public static ProgramSettings FromEnvironment() => new(
        Read<Dictionary<string, string>>("PULUMI_CONFIG")?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
        Read<List<string>>("PULUMI_CONFIG_SECRET_KEYS")?.ToImmutableHashSet() ?? []);

    private static T? Read<T>(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } json ? JsonSerializer.Deserialize<T>(json) : default;
}
