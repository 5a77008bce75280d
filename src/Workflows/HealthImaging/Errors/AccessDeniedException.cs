namespace StoreScp.HealthImaging;

/// <summary>The caller, or the data access role, may not do this (HTTP 403).</summary>
public sealed class AccessDeniedException(HealthImagingError error) : HealthImagingException(error);
