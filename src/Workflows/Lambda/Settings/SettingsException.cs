namespace StoreScp.Lambda.Settings;

/// <summary>Settings that cannot work: one sentence for each.</summary>
internal sealed class SettingsException(IReadOnlyList<string> errors) : Exception(string.Join(' ', errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
