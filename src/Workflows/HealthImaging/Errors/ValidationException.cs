namespace StoreScp.HealthImaging;

/// <summary>A member breaks its constraints (HTTP 400).</summary>
public sealed class ValidationException(HealthImagingError error) : HealthImagingException(error);
