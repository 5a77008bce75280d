using System.Net.Http.Headers;

namespace StoreScp.HealthImaging;

/// <summary>An answer that is bytes and not JSON: its stream, and the headers that say what it is.</summary>
internal sealed record Blob(BlobStream Content, HttpContentHeaders Headers);
