using StoreScp.Storage.Aws.S3;

namespace StoreScp.Server.Settings;

/// <summary>A plugin that is fetched from S3 at the start.</summary>
/// <param name="Object">A zip of what `dotnet publish` made of the plugin.</param>
/// <param name="Sha256">Of the zip, in lower-case hex.</param>
internal sealed record PluginFetchOptions(S3ObjectVersion Object, string Sha256);
