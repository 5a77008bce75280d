namespace StoreScp.Benchmarks;

/// <summary>The shape of the memory test.</summary>
/// <param name="Corpus">c, of 105 MB, or d, of 2 GB.</param>
/// <param name="InFlightBytes">What every association sends of its instance before the first may end.</param>
/// <param name="Wave">How many associations then send the rest at full speed at a time.</param>
public sealed record RssOptions(char Corpus, int Associations, long InFlightBytes, int Wave);
