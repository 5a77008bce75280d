using System.Text.Json;

namespace StoreScp.Server.Tests.Cli;

/// <summary>What a command wrote with --json.</summary>
internal static class JsonLines
{
    public static IReadOnlyList<JsonElement> Of(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static string? Text(this JsonElement line, string member) => line.GetProperty(member).GetString();
}
