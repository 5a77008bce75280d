namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>
/// Values, found again wherever they stand in a text, by their first bytes. An instance has some fifty of them, and as many short texts to search: an
/// automaton costs more to build than it saves, and one search for each value and text costs more than both.
/// </summary>
internal sealed class ValueIndex
{
    /// <summary>Bytes that the values are found by; none is shorter.</summary>
    private const int KeyBytes = 3;

    private const int HashBits = 9;

    private readonly List<(ReadOnlyMemory<byte> Bytes, int Next)> _values = [];

    /// <summary>For each hash the last value with it, counted from 1; 0 is none.</summary>
    private readonly int[] _last = new int[1 << HashBits];

    /// <param name="value">At least <see cref="IdentifyingValues.MinimumLength"/> bytes.</param>
    public void Add(ReadOnlyMemory<byte> value)
    {
        ref int last = ref _last[HashOf(value.Span)];
        for (int i = last; i != 0; i = _values[i - 1].Next)
            if (_values[i - 1].Bytes.Span.SequenceEqual(value.Span)) return;
        _values.Add((value, last));
        last = _values.Count;
    }

    /// <summary>Whether one of the values stands in this text.</summary>
    public bool OccurIn(ReadOnlySpan<byte> text)
    {
        if (_values.Count == 0) return false;
        for (; text.Length >= IdentifyingValues.MinimumLength; text = text[1..])
            for (int i = _last[HashOf(text)]; i != 0; i = _values[i - 1].Next)
                if (text.StartsWith(_values[i - 1].Bytes.Span)) return true;
        return false;
    }

    /// <summary>Of the first <see cref="KeyBytes"/>; multiplicative (Knuth).</summary>
    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> key = bytes[..KeyBytes];
        return (int)((uint)(key[0] | key[1] << 8 | key[2] << 16) * 2654435769u >> 32 - HashBits);
    }
}
