namespace StoreScp.Benchmarks.Generator;

/// <summary>How much the generator sends: associations at the same time, and instances one after another in each.</summary>
/// <param name="FirstInstanceNumber">Instances are numbered from here, so that no two phases share a UID.</param>
/// <param name="MinimumDuration">Associations go on beyond their count until this has passed; zero for a measured phase.</param>
/// <param name="Steady">Whether the clock starts when every association is established. Sending never begins before.</param>
public sealed record LoadPlan(int Associations, int InstancesPerAssociation, long FirstInstanceNumber, TimeSpan MinimumDuration, bool Steady)
{
    /// <summary>More than any phase sends: the distance between the first numbers of two phases.</summary>
    public const long NumbersPerPhase = 1_000_000_000;
}
