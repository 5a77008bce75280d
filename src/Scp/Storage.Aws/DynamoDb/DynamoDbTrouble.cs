using System.Net;
using System.Net.Sockets;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>What a failed request to DynamoDB means, and how it is said: error code, table and request, never what an item holds.</summary>
internal static class DynamoDbTrouble
{
    /// <summary>The error code of an answer; of a request without one the kind of failure.</summary>
    public static string CodeOf(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode.Length: > 0 } service => service.ErrorCode,
        OperationCanceledException => "no answer in time",
        _ when InnermostSocket(exception) is { } socket => socket.SocketErrorCode.ToString(),
        _ => exception.GetType().Name,
    };

    /// <summary>Another attempt may succeed: throttling, an error of the service, no answer.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        ConditionalCheckFailedException => false,
        TransactionCanceledException canceled => IsPassing(canceled),
        AmazonServiceException service => IsPassing(service),
        OperationCanceledException or HttpRequestException or IOException or SocketException or TimeoutException or AmazonClientException => true,
        _ => false,
    };

    /// <summary>A sentence of what to mend; null when it is not a matter of settings or permissions.</summary>
    public static string? RemedyOf(Exception exception, string action, string table) => CodeOf(exception) switch
    {
        "AccessDeniedException" => $"The role may not {action} on the table '{table}' or its indexes: its policy needs it.",
        "ResourceNotFoundException" => $"There is no table '{table}' in this account and region, or it lacks an index: see the setting Aws:Table.",
        "UnrecognizedClientException" or "InvalidSignatureException" or "MissingAuthenticationTokenException" or "ExpiredTokenException" =>
            $"DynamoDB does not accept the credentials ({CodeOf(exception)}); {action} needs those of the role.",
        _ => null,
    };

    /// <summary>An attempt failed because an item in it was being written by another transaction: nothing is wrong.</summary>
    public static bool IsConflict(TransactionCanceledException canceled) =>
        canceled.CancellationReasons?.Exists(reason => reason.Code is "TransactionConflict") == true;

    private static bool IsPassing(TransactionCanceledException canceled) =>
        canceled.CancellationReasons is not { Count: > 0 } reasons
        || (!reasons.Exists(reason => reason.Code is "ConditionalCheckFailed" or "ValidationError" or "ItemCollectionSizeLimitExceeded")
            && reasons.Exists(reason => reason.Code is "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded"));

    private static bool IsPassing(AmazonServiceException service) =>
        service.StatusCode is >= HttpStatusCode.InternalServerError or 0
        || service.ErrorCode is "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded" or "LimitExceededException"
            or "TransactionConflictException" or "TransactionInProgressException" or "InternalServerError" or "RequestTimeout" or "SlowDown";

    private static SocketException? InnermostSocket(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SocketException socket)
                return socket;
        }
        return null;
    }
}
