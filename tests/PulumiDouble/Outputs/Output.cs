using System.Text.Json;

namespace Pulumi;

/// <summary>Makes outputs, and joins several into one.</summary>
public static class Output
{
    public static Output<T> Create<T>(T value) => Create(Task.FromResult(value));

    public static Output<T> Create<T>(Task<T> value) => new(KnownAsync(value, isSecret: false));

    public static Output<T> CreateSecret<T>(T value) => CreateSecret(Task.FromResult(value));

    public static Output<T> CreateSecret<T>(Task<T> value) => new(KnownAsync(value, isSecret: true));

    public static Output<T> Unsecret<T>(Output<T> output) => new(WithSecretAsync(output, isSecret: false));

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.Select(input => input.ToOutput()));

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => new(AllAsync(outputs.ToList()));

    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) => Tuple(item1.ToOutput(), item2.ToOutput());

    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        new(TupleAsync(item1, item2));

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput());

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        Tuple(Tuple(item1, item2), item3).Apply(pair => (pair.Item1.Item1, pair.Item1.Item2, pair.Item2));

    /// <summary>Arguments may be plain values, inputs and outputs.</summary>
    public static Output<string> Format(FormattableString formattableString) =>
        All(formattableString.GetArguments().Select(Anything)).Apply(arguments => string.Format(null, formattableString.Format, [.. arguments]));

    public static Output<string> JsonSerialize<T>(Output<T> output, JsonSerializerOptions? options = null) =>
        new(Serialization.OutputJson.SerializeAsync(output, options));

    public static Output<T> JsonDeserialize<T>(Output<string> output, JsonSerializerOptions? options = null) =>
        output.Apply(json => JsonSerializer.Deserialize<T>(json, options)!);

    internal static OutputData<T> Known<T>(T value) => new([], value, IsKnown: true, IsSecret: false);

    internal static Output<object?> Anything(object? value) => value switch
    {
        IInput input => new(input.Untyped.GetDataAsync()),
        IOutput output => new(output.GetDataAsync()),
        _ => Create(value),
    };

    private static async Task<OutputData<T>> KnownAsync<T>(Task<T> value, bool isSecret) => Known(await value) with { IsSecret = isSecret };

    private static async Task<OutputData<T>> WithSecretAsync<T>(Output<T> output, bool isSecret) =>
        await output.DataTask with { IsSecret = isSecret };

    private static async Task<OutputData<(T1, T2)>> TupleAsync<T1, T2>(Output<T1> item1, Output<T2> item2)
    {
        var (first, second) = (await item1.DataTask, await item2.DataTask);
        return first.Then(second).With((first.Value, second.Value), first.IsKnown && second.IsKnown);
    }

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(List<Output<T>> outputs)
    {
        var all = await Task.WhenAll(outputs.Select(output => output.DataTask));
        return new(
            [.. all.SelectMany(data => data.Dependencies)], [.. all.Select(data => data.Value)],
            all.All(data => data.IsKnown), all.Any(data => data.IsSecret));
    }
}
