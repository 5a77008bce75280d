using Microsoft.AspNetCore.Http;

namespace StoreScp.Emulator;

/// <summary>An error of the API: its HTTP status and shape (HealthImaging API, "Common errors").</summary>
internal sealed class ApiException(int status, string errorType, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string ErrorType { get; } = errorType;

    public static ApiException Validation(string message) => new(StatusCodes.Status400BadRequest, "ValidationException", message);

    public static ApiException QuotaExceeded(string message) => new(StatusCodes.Status402PaymentRequired, "ServiceQuotaExceededException", message);

    public static ApiException NotFound(string message) => new(StatusCodes.Status404NotFound, "ResourceNotFoundException", message);

    public static ApiException NotAcceptable(string message) => new(StatusCodes.Status406NotAcceptable, "NotAcceptableException", message);

    public static ApiException Conflict(string message) => new(StatusCodes.Status409Conflict, "ConflictException", message);

    public static ApiException Throttling() => new(StatusCodes.Status429TooManyRequests, "ThrottlingException", "Rate exceeded");
}
