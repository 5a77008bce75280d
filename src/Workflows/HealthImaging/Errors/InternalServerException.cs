namespace StoreScp.HealthImaging;

/// <summary>HealthImaging failed (HTTP 5xx), or gave no answer, or none that can be read: whether the call was carried out is not known.</summary>
public sealed class InternalServerException(HealthImagingError error, Exception? inner = null) : HealthImagingException(error, inner)
{
    public override bool IsTransient => true;
}
