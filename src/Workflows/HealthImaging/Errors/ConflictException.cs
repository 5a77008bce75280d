namespace StoreScp.HealthImaging;

/// <summary>What the call needs is being changed, or the client token was used for something else (HTTP 409).</summary>
public sealed class ConflictException(HealthImagingError error) : HealthImagingException(error);
