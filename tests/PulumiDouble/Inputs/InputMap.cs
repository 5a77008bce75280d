using System.Collections;

namespace Pulumi;

/// <summary>A map of inputs by text keys, or an output that is such a map.</summary>
public sealed class InputMap<V> : Input<ImmutableDictionary<string, V>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, V>>>
{
    private Output<ImmutableDictionary<string, Input<V>>> _entries;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<V>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<V>>> entries)
        : base(Flatten(entries)) => _entries = entries;

    public Input<V> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<V> value) => _entries = _entries.Apply(entries => entries.Add(key, value));

    public void Add(InputMap<V> values) => _entries = Join(this, values);

    public void AddRange(InputMap<V> values) => Add(values);

    /// <summary>Of a key in both, the second map's value.</summary>
    public static InputMap<V> Merge(InputMap<V> first, InputMap<V> second) => new(Join(first, second));

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("An InputMap<V> is not enumerated: its entries may be there later. It is enumerable for collection initialisers only.");

    async IAsyncEnumerator<Input<KeyValuePair<string, V>>> IAsyncEnumerable<Input<KeyValuePair<string, V>>>.GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var (key, value) in (await _entries.DataTask).Value)
            yield return value.Apply(known => KeyValuePair.Create(key, known));
    }

    public static implicit operator InputMap<V>(Dictionary<string, V> values) => values.ToImmutableDictionary();

    public static implicit operator InputMap<V>(ImmutableDictionary<string, V> values) => Output.Create(values);

    public static implicit operator InputMap<V>(Output<Dictionary<string, V>> values) => values.Apply(known => known.ToImmutableDictionary());

    public static implicit operator InputMap<V>(Output<IDictionary<string, V>> values) => values.Apply(known => known.ToImmutableDictionary());

    public static implicit operator InputMap<V>(Output<ImmutableDictionary<string, V>> values) =>
        new(values.Apply(known => known.ToImmutableDictionary(entry => entry.Key, entry => (Input<V>)entry.Value)));

    /// <summary>Entries are added after construction, so this is not what the base type began with.</summary>
    internal override Output<ImmutableDictionary<string, V>> AsOutput() => Flatten(_entries);

    private static Output<ImmutableDictionary<string, V>> Flatten(Output<ImmutableDictionary<string, Input<V>>> entries) =>
        entries.Apply(all => Output.All(all.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value)))))
            .Apply(all => all.ToImmutableDictionary());

    private static Output<ImmutableDictionary<string, Input<V>>> Join(InputMap<V> first, InputMap<V> second) =>
        Output.Tuple(first._entries, second._entries).Apply(both => both.Item1.SetItems(both.Item2));
}
