using System.Collections;

namespace Pulumi;

/// <summary>A list of inputs, or an output that is a list. Made by <c>{ a, b }</c> after its property, or from a list.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _items;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> items)
        : base(Flatten(items)) => _items = items;

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs) => _items = Join(inputs);

    public InputList<T> Concat(InputList<T> other) => new(Join(other));

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("An InputList<T> is not enumerated: its items may be there later. It is enumerable for collection initialisers only.");

    async IAsyncEnumerator<Input<T>> IAsyncEnumerable<Input<T>>.GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var item in (await _items.DataTask).Value)
            yield return item;
    }

    public static implicit operator InputList<T>(T[] values) => ImmutableArray.CreateRange(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T>[] values) => ImmutableArray.CreateRange(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => ImmutableArray.CreateRange(values);

    public static implicit operator InputList<T>(List<T> values) => values.ToArray();

    public static implicit operator InputList<T>(List<Output<T>> values) => values.ToArray();

    public static implicit operator InputList<T>(List<Input<T>> values) => values.ToArray();

    public static implicit operator InputList<T>(ImmutableArray<T> values) => values.ToArray();

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) => values.ToArray();

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(Output<T> value) => ImmutableArray.Create<Input<T>>(value);

    public static implicit operator InputList<T>(Output<T[]> values) => values.Apply(items => ImmutableArray.Create(items));

    public static implicit operator InputList<T>(Output<List<T>> values) => values.Apply(items => ImmutableArray.CreateRange(items));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => values.Apply(items => ImmutableArray.CreateRange(items));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) =>
        new(values.Apply(items => ImmutableArray.CreateRange(items.Select(item => (Input<T>)item))));

    /// <summary>Items are added after construction, so this is not what the base type began with.</summary>
    internal override Output<ImmutableArray<T>> AsOutput() => Flatten(_items);

    private static Output<ImmutableArray<T>> Flatten(Output<ImmutableArray<Input<T>>> items) => items.Apply(all => Output.All<T>(all));

    private Output<ImmutableArray<Input<T>>> Join(InputList<T> other) =>
        Output.Tuple(_items, other._items).Apply(both => both.Item1.AddRange(both.Item2));
}
