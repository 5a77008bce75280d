namespace StoreScp.Server.Plugins.Trials;

/// <summary>One element before and after. Holds values: for the person alone who gave the file, never for a log.</summary>
/// <param name="Path">As in <c>(0040,0275)[0].(0040,0007)</c>.</param>
/// <param name="Keyword">Empty: the standard has none.</param>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is not there any more.</param>
internal sealed record TrialChange(string Path, string Keyword, string? Before, string? After);
