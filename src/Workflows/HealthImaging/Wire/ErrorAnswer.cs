using System.Net;
using StoreScp.AwsCalls;

namespace StoreScp.HealthImaging;

/// <summary>An answer that is no success, as the exception for its shape; without a shape, or a message, its status decides.</summary>
internal static class ErrorAnswer
{
    public static async Task<HealthImagingException> ReadAsync(HttpResponseMessage response, bool mayQuotePatientData, CancellationToken cancellation)
    {
        var answer = await RefusalAnswer.ReadAsync(response, cancellation);
        var type = answer.Code ?? TypeOfStatus(answer.StatusCode);
        var message = answer.Message is null || mayQuotePatientData ? $"HealthImaging answered {(int)answer.StatusCode} {type}." : answer.Message;
        return Typed(new(type, message, answer.StatusCode, answer.RequestId));
    }

    private static HealthImagingException Typed(HealthImagingError error) => error.ErrorType switch
    {
        nameof(ThrottlingException) => new ThrottlingException(error),
        nameof(ServiceQuotaExceededException) => new ServiceQuotaExceededException(error),
        nameof(ValidationException) => new ValidationException(error),
        nameof(ConflictException) => new ConflictException(error),
        nameof(ResourceNotFoundException) => new ResourceNotFoundException(error),
        nameof(AccessDeniedException) => new AccessDeniedException(error),
        nameof(InternalServerException) => new InternalServerException(error),
        _ => new HealthImagingException(error),
    };

    /// <summary>For answers of what stands between us and the service (load balancers, proxies), which name no shape.</summary>
    private static string TypeOfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.PaymentRequired => nameof(ServiceQuotaExceededException),
        HttpStatusCode.TooManyRequests => nameof(ThrottlingException),
        HttpStatusCode.BadRequest => nameof(ValidationException),
        HttpStatusCode.Forbidden => nameof(AccessDeniedException),
        HttpStatusCode.NotFound => nameof(ResourceNotFoundException),
        HttpStatusCode.Conflict => nameof(ConflictException),
        >= HttpStatusCode.InternalServerError => nameof(InternalServerException),
        _ => FormattableString.Invariant($"Http{(int)status}"),
    };
}
