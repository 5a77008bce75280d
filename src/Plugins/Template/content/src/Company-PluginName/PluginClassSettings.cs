using StoreScp.Plugins;

namespace CompanyPluginNamespace;

/// <summary>What a site sets: under Plugins:Handlers:…:Settings, or in a file of its own.</summary>
public sealed record PluginClassSettings : IValidatedSettings
{
    /// <summary>Stands before every Patient ID.</summary>
    public string Prefix { get; init; } = "ACME-";

    public IEnumerable<string> Validate()
    {
        if (Prefix.Length is 0 or > 16)
            yield return "Prefix must have 1 to 16 characters.";
    }
}
