namespace StoreScp.Simulation;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and every runtime, which System.Random does not promise.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for a part of the whole, so that one part's draws do not move another's.</summary>
    public static SeededRandom For(ulong seed, int part) => new(seed ^ (0xD1B54A32D192ED03UL * (ulong)(part + 1)));

    public bool Chance(double probability) => Unit() < probability;

    public double Between(double minimum, double maximum) => minimum + ((maximum - minimum) * Unit());

    public int Between(int minimum, int maximum) => minimum + (int)(Unit() * (maximum - minimum + 1));

    public TimeSpan Between(TimeSpan minimum, TimeSpan maximum) => minimum + TimeSpan.FromMilliseconds(Math.Round((maximum - minimum).TotalMilliseconds * Unit()));

    /// <summary>From 0 up to, and without, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
