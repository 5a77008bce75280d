namespace StoreScp.HealthImaging;

/// <summary>A quota is used up, most often that of jobs running at once (HTTP 402). It frees itself as jobs end, so the call may be made again.</summary>
public sealed class ServiceQuotaExceededException(HealthImagingError error) : HealthImagingException(error)
{
    public override bool IsTransient => true;
}
