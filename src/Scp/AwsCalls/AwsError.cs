using System.Net;

namespace StoreScp.AwsCalls;

/// <summary>What is known of a call that failed.</summary>
/// <param name="Code">The shape's name, without namespace or address.</param>
/// <param name="Message">The service's own words, one line of bounded length.</param>
/// <param name="StatusCode">Null when there was no answer.</param>
public sealed record AwsError(string Code, string Message, HttpStatusCode? StatusCode = null, string? RequestId = null);
