using System.Net;

namespace StoreScp.HealthImaging;

/// <summary>What is known of a call that failed.</summary>
/// <param name="ErrorType">The shape's name, without namespace or address.</param>
/// <param name="Message">The service's own words, where they cannot quote what was searched for.</param>
/// <param name="StatusCode">Null when there was no answer.</param>
public sealed record HealthImagingError(string ErrorType, string Message, HttpStatusCode? StatusCode = null, string? RequestId = null);
