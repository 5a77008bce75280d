using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace StoreScp.Fuzz.Tests;

/// <summary>
/// A bounded number of generated cases. Case number i has the seed of the run plus i, so that a failing case is repeated alone by
/// the seed that its failure names.
/// </summary>
internal static class FuzzRun
{
    /// <summary>Cases of each test instead of its own number, to go on longer.</summary>
    private const string CasesVariable = "STORESCP_FUZZ_CASES";

    /// <summary>Where to begin instead of <see cref="DefaultSeed"/>.</summary>
    private const string SeedVariable = "STORESCP_FUZZ_SEED";

    private const ulong DefaultSeed = 20_261_124;

    /// <summary>FsCheck's measure for lists whose length nobody states.</summary>
    private const int Size = 12;

    public static void Check<T>(int cases, Gen<T> generator, Action<T> oracle)
    {
        foreach (var (value, seed) in Cases(cases, generator))
        {
            try
            {
                oracle(value);
            }
            catch (Exception error)
            {
                throw Failed(seed, error);
            }
        }
    }

    public static async Task CheckAsync<T>(int cases, Gen<T> generator, Func<T, Task> oracle)
    {
        foreach (var (value, seed) in Cases(cases, generator))
        {
            try
            {
                await oracle(value);
            }
            catch (Exception error)
            {
                throw Failed(seed, error);
            }
        }
    }

    private static IEnumerable<(T Value, ulong Seed)> Cases<T>(int cases, Gen<T> generator)
    {
        var count = Setting(CasesVariable) ?? (ulong)cases;
        var first = Setting(SeedVariable) ?? DefaultSeed;
        for (var seed = first; seed < first + count; seed++)
            yield return (generator.Sample(1, new Rnd(seed), Size).Single(), seed);
    }

    private static ulong? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Exception Failed(ulong seed, Exception error) =>
        new InvalidOperationException($"Repeat this case alone with {SeedVariable}={seed} {CasesVariable}=1: {error.Message}", error);
}
