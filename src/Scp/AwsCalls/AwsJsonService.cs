namespace StoreScp.AwsCalls;

/// <summary>A service that speaks an AWS JSON protocol, and where it is.</summary>
/// <param name="Name">As people call it, for messages: <c>Step Functions</c>.</param>
/// <param name="SigningName">In the scope of the signature, and the first part of its host: <c>states</c>.</param>
/// <param name="TargetPrefix">Before the operation's name in <c>X-Amz-Target</c>: <c>AWSStepFunctions</c>.</param>
/// <param name="JsonVersion">Of the protocol: <c>1.0</c> or <c>1.1</c>.</param>
/// <param name="Region">Part of the host and of every signature.</param>
/// <param name="Endpoint">An absolute http or https address in place of the service's own; null is AWS.</param>
public sealed record AwsJsonService(string Name, string SigningName, string TargetPrefix, string JsonVersion, string Region, Uri? Endpoint = null)
{
    /// <summary>AWS Step Functions (API version 2016-11-23).</summary>
    public static AwsJsonService StepFunctions(string region, Uri? endpoint = null) => new("Step Functions", "states", "AWSStepFunctions", "1.0", region, endpoint);

    /// <summary>AWS Secrets Manager (API version 2017-10-17).</summary>
    public static AwsJsonService SecretsManager(string region, Uri? endpoint = null) =>
        new("Secrets Manager", "secretsmanager", "secretsmanager", "1.1", region, endpoint);

    /// <summary>Where every operation is posted to.</summary>
    /// <exception cref="ArgumentException">The region is no part of a host's name, or the endpoint no address to post to.</exception>
    internal Uri Address()
    {
        if (Region.Length is 0 or > 63 || !Region.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            throw new ArgumentException($"'{Region}' is no region: lower-case letters, digits and hyphens.", nameof(Region));
        if (Endpoint is null)
            return new Uri($"https://{SigningName}.{Region}.amazonaws.com{(Region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}/");
        if (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("http" or "https") || Endpoint.Query.Length > 0)
            throw new ArgumentException("An endpoint is an absolute http or https address without a query.", nameof(Endpoint));
        return Endpoint;
    }
}
