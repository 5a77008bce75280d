using System.Net;

namespace StoreScp.AwsCalls;

/// <summary>A call to an AWS service that was refused, failed or had no answer.</summary>
public sealed class AwsCallException(AwsError error, Exception? inner = null) : Exception(error.Message, inner)
{
    /// <summary>No link of the chain of credentials has any now.</summary>
    public const string CredentialsUnavailable = "CredentialsUnavailable";

    /// <summary>Nobody answered, or nobody in time.</summary>
    public const string NoAnswer = "NoAnswer";

    /// <summary>The answer is too long, or none that the operation gives.</summary>
    public const string UnreadableAnswer = "UnreadableAnswer";

    /// <summary>The AWS SDKs' list for the standard retry mode, and the one of KMS as Step Functions passes it on.</summary>
    private static readonly HashSet<string> ThrottlingCodes = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled", "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "LimitExceededException", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException", "KmsThrottlingException",
    };

    /// <summary>The shape's name alone, for example <c>ExecutionAlreadyExists</c>; or one of the names here; or <c>Http</c> and the status.</summary>
    public string ErrorCode { get; } = error.Code;

    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; } = error.StatusCode;

    /// <summary>What AWS support asks for; null when the answer had none.</summary>
    public string? RequestId { get; } = error.RequestId;

    /// <summary>Too many calls: the service answers this at once, and answers more slowly to those who insist.</summary>
    public bool IsThrottling => StatusCode == HttpStatusCode.TooManyRequests || ThrottlingCodes.Contains(ErrorCode);

    /// <summary>The same call may succeed later, unchanged.</summary>
    public bool IsTransient => IsThrottling || ErrorCode is "RequestTimeout" or "RequestTimeoutException"
        || StatusCode is null or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
}
