namespace StoreScp.Platform.Conformance;

/// <summary>What became of a graph in moto.</summary>
/// <param name="Made">Resources.</param>
/// <param name="Compared">Arguments that were read again.</param>
internal sealed record Report(int Made, int Compared, IReadOnlyList<Problem> Problems);
