using System.Text.Json;

namespace StoreScp.Plugins.Rules;

/// <summary>Counts lines while <see cref="Utf8JsonReader"/> goes forward through a text.</summary>
internal ref struct LineCounter(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _counted;
    private int _line = 1;

    /// <summary>The line of a byte, counted from 1. Positions only grow.</summary>
    public int LineOf(int position)
    {
        _line += _text[_counted..position].Count((byte)'\n');
        _counted = position;
        return _line;
    }
}
