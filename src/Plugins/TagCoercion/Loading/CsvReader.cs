using System.Text;

namespace StoreScp.Plugins.TagCoercion.Loading;

/// <summary>Comma-separated values (RFC 4180): fields may be quoted, and then hold commas, line ends and doubled quotes.</summary>
internal sealed class CsvReader(string text)
{
    private int _position;
    private int _line = 1;

    /// <summary>The line that the last record begins in, counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next record that is no empty line; null at the end.</summary>
    /// <exception cref="FormatException">A quote is missing or out of place.</exception>
    public string[]? Read()
    {
        while (_position < text.Length && text[_position] is '\r' or '\n') Skip();
        if (_position == text.Length) return null;
        Line = _line;
        var fields = new List<string>();
        while (true)
        {
            fields.Add(_position < text.Length && text[_position] == '"' ? ReadQuoted() : ReadPlain());
            if (_position == text.Length || text[_position] is '\r' or '\n') return [.. fields];
            if (text[_position++] != ',') throw new FormatException("a comma or a line end follows a closing quote.");
            if (_position == text.Length)
            {
                fields.Add("");
                return [.. fields];
            }
        }
    }

    private string ReadPlain()
    {
        int start = _position;
        while (_position < text.Length && text[_position] is not (',' or '\r' or '\n'))
            if (text[_position++] == '"') throw new FormatException("a quote stands within a field that does not begin with one.");
        return text[start.._position].Trim();
    }

    private string ReadQuoted()
    {
        var field = new StringBuilder();
        _position++;
        while (_position < text.Length)
        {
            if (text[_position] == '"')
            {
                bool isDoubled = _position + 1 < text.Length && text[_position + 1] == '"';
                _position += isDoubled ? 2 : 1;
                if (!isDoubled) return field.ToString();
                field.Append('"');
                continue;
            }
            field.Append(text[_position]);
            Skip();
        }
        throw new FormatException("a closing quote is missing.");
    }

    private void Skip()
    {
        if (text[_position++] == '\n') _line++;
    }
}
