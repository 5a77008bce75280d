namespace Pulumi;

/// <summary>A value that is there later, or in a preview never, with the resources that it depends on and whether it is secret.</summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> dataTask)
    {
        DataTask = dataTask;
        Deployment.Current?.Track(dataTask);
    }

    internal Task<OutputData<T>> DataTask { get; }

    public Output<U> Apply<U>(Func<T, U> func) => Apply(value => Task.FromResult(func(value)));

    public Output<U> Apply<U>(Func<T, Task<U>> func) =>
        new(ThenAsync(async value => Output.Known(await func(value))));

    public Output<U> Apply<U>(Func<T, Input<U>?> func) => Apply(value => func(value)?.ToOutput());

    public Output<U> Apply<U>(Func<T, Output<U>?> func) =>
        new(ThenAsync(async value => func(value) is { } output ? await output.DataTask : Output.Known<U>(default!)));

    public override string ToString() =>
        throw new InvalidOperationException("Calling ToString on an Output<T> is not supported: use Apply, Output.Format or Output.JsonSerialize.");

    async Task<OutputData<object?>> IOutput.GetDataAsync() => Untyped(await DataTask);

    bool IOutput.TryGetData(out OutputData<object?> data)
    {
        data = DataTask.IsCompletedSuccessfully ? Untyped(DataTask.GetAwaiter().GetResult()) : null!;
        return data is not null;
    }

    private static OutputData<object?> Untyped(OutputData<T> data) => data.With<object?>(data.Value, data.IsKnown);

    /// <summary>A function of something unknown does not run.</summary>
    private async Task<OutputData<U>> ThenAsync<U>(Func<T, Task<OutputData<U>>> func)
    {
        var data = await DataTask;
        return data.IsKnown ? data.Then(await func(data.Value)) : data.With<U>(default!, isKnown: false);
    }
}
