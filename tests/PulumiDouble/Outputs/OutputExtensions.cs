namespace Pulumi;

/// <summary>Apply on a tuple, with one parameter for each item.</summary>
public static class OutputExtensions
{
    public static Output<TResult> Apply<T1, T2, TResult>(this Output<(T1, T2)> output, Func<T1, T2, TResult> func) =>
        output.Apply(items => func(items.Item1, items.Item2));

    public static Output<TResult> Apply<T1, T2, T3, TResult>(this Output<(T1, T2, T3)> output, Func<T1, T2, T3, TResult> func) =>
        output.Apply(items => func(items.Item1, items.Item2, items.Item3));
}
