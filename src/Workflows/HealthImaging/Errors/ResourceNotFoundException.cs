namespace StoreScp.HealthImaging;

/// <summary>No such data store, job or image set (HTTP 404).</summary>
public sealed class ResourceNotFoundException(HealthImagingError error) : HealthImagingException(error);
