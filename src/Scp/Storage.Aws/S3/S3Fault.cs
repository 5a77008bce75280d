using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Why a request failed: what S3 said, or what became of the connection. Never a body, never a header.</summary>
/// <param name="Code">S3's error code, or a word of ours.</param>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="IsTransient">Worth another attempt.</param>
internal sealed record S3Fault(string Code, int? Status, string? RequestId, bool IsTransient)
{
    private static readonly HashSet<string> TransientCodes = new(StringComparer.Ordinal)
    {
        "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted", "ConditionalRequestConflict", "Throttling",
        "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException", "503 SlowDown",
        // Damaged on the way: what is in memory is sent again.
        "BadDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch", "IncompleteBody",
    };

    public static S3Fault TimedOut { get; } = new("no answer in time", null, null, IsTransient: true);

    public bool IsMissing => Status == (int)HttpStatusCode.NotFound && Code != "NoSuchBucket";

    public bool IsPreconditionFailed => Status == (int)HttpStatusCode.PreconditionFailed;

    /// <summary>Null for what is no fault of S3's or of the way there.</summary>
    public static S3Fault? Of(Exception error) => error switch
    {
        AmazonUnmarshallingException garbled => new("an answer that is not S3's", StatusOf(garbled), null, IsTransient: true),
        AmazonServiceException { StatusCode: 0 } lost => new("connection lost", null, null, lost.InnerException is null || IsConnection(lost.InnerException)),
        AmazonServiceException service => OfAnswer(service),
        AmazonClientException => new("no request could be made, are there credentials?", null, null, IsTransient: false),
        _ when IsConnection(error) => new("connection lost", null, null, IsTransient: true),
        _ => null,
    };

    public override string ToString() => (Status, RequestId) switch
    {
        (null, _) => Code,
        (_, null or "") => $"{Code} (HTTP {Status})",
        _ => $"{Code} (HTTP {Status}, request id {RequestId})",
    };

    private static S3Fault OfAnswer(AmazonServiceException error)
    {
        var status = (int)error.StatusCode;
        var code = string.IsNullOrEmpty(error.ErrorCode) ? error.StatusCode.ToString() : error.ErrorCode;
        return new S3Fault(code, status, error.RequestId, status is >= 500 or 408 or 429 || TransientCodes.Contains(code));
    }

    private static int? StatusOf(AmazonServiceException error) => error.StatusCode == 0 ? null : (int)error.StatusCode;

    private static bool IsConnection(Exception error) => error is HttpRequestException or IOException or SocketException or TimeoutException;
}
