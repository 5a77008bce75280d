namespace StoreScp.HealthImaging;

/// <summary>Too many calls in a short time (HTTP 429).</summary>
public sealed class ThrottlingException(HealthImagingError error) : HealthImagingException(error)
{
    public override bool IsTransient => true;
}
