using Amazon.Runtime;

namespace StoreScp.Storage.Aws;

/// <summary>How one AWS service is reached; every adapter takes one.</summary>
/// <param name="Region">For example <c>eu-west-1</c>; also part of every signature.</param>
/// <param name="Credentials">Of the task role, a profile or keys. They renew themselves.</param>
/// <param name="Endpoint">An absolute http or https address in place of the service's own; null is AWS.</param>
public sealed record AwsAccess(string Region, AWSCredentials Credentials, Uri? Endpoint = null);
