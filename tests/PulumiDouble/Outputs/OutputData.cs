namespace Pulumi;

/// <summary>What an output carries. An unknown one has no value.</summary>
internal sealed record OutputData<T>(ImmutableHashSet<Resource> Dependencies, T Value, bool IsKnown, bool IsSecret)
{
    /// <summary>What came out of a function of this output: still secret, still dependent, and known only if both are.</summary>
    internal OutputData<U> Then<U>(OutputData<U> result) =>
        new(Dependencies.Union(result.Dependencies), result.Value, IsKnown && result.IsKnown, IsSecret || result.IsSecret);

    internal OutputData<U> With<U>(U value, bool isKnown) => new(Dependencies, value, isKnown, IsSecret);
}
