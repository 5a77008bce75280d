namespace StoreScp.Server.Settings;

/// <summary>Health and metrics over HTTP, on a port of their own.</summary>
internal sealed record AdminOptions
{
    /// <summary>Null is off.</summary>
    public Uri? Url { get; init; } = new("http://127.0.0.1:8080");
}
