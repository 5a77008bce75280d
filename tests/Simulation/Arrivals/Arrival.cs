namespace StoreScp.Simulation;

/// <summary>What one association of a study delivered within one second: files of one size, all stored now.</summary>
/// <param name="IsResend">The same content that the study has sent before.</param>
/// <param name="EndsAssociation">Nothing follows on its association.</param>
internal readonly record struct Arrival(TimeSpan At, int Study, int Files, long BytesPerFile, bool IsResend, bool EndsAssociation);
