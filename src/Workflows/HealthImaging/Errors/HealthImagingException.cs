using System.Net;

namespace StoreScp.HealthImaging;

/// <summary>HealthImaging refused a call; the sealed types below it are the refusals that its API documents.</summary>
public class HealthImagingException : Exception
{
    public HealthImagingException(HealthImagingError error, Exception? inner = null)
        : base(error.Message, inner)
    {
        ErrorType = error.ErrorType;
        StatusCode = error.StatusCode;
        RequestId = error.RequestId;
    }

    /// <summary>The shape's name alone, for example <c>ThrottlingException</c>; also a name of Step Functions after <c>MedicalImaging.</c></summary>
    public string ErrorType { get; }

    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>What AWS support asks for; null when the answer had none.</summary>
    public string? RequestId { get; }

    /// <summary>The same call may succeed later, unchanged.</summary>
    public virtual bool IsTransient => StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
