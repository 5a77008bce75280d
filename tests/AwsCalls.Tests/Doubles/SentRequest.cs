namespace StoreScp.Testing.Running;

/// <summary>A request as it would go on the wire.</summary>
internal sealed record SentRequest(string Method, Uri Address, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers);
