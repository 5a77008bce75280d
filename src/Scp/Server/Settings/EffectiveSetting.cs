namespace StoreScp.Server.Settings;

/// <summary>One setting as it holds now, and where it came from; a secret's value is already masked.</summary>
internal sealed record EffectiveSetting(string Setting, string Value, string Source);
