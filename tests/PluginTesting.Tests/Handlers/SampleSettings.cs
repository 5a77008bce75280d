using StoreScp.Plugins;

namespace StoreScp.PluginTesting.Tests.Handlers;

internal sealed record SampleSettings : IValidatedSettings
{
    public required string Prefix { get; init; }

    public DayOfWeek Day { get; init; }

    public string? Secret { get; init; }

    public IEnumerable<string> Validate()
    {
        if (Prefix.Length == 0)
            yield return "Prefix is empty.";
    }
}
