using System.Buffers;
using System.Text;
using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>What has been taken out of this very instance: so that it is found again where nobody expects it.</summary>
internal sealed class IdentifyingValues
{
    /// <summary>Shorter values are too common to be searched everywhere.</summary>
    public const int MinimumLength = 6;

    /// <summary>Beyond this many values an automaton searches faster than one after the other, and building it pays.</summary>
    private const int FewValues = 48;

    private readonly List<ReadOnlyMemory<byte>> _values = [];
    private readonly List<(DicomDataset DataSet, ReadOnlyMemory<byte> Bytes)> _named = [];
    private HashSet<string>? _words;
    private SearchValues<string>? _search;
    private int _searched;

    /// <summary>Remembers a value that was removed or replaced.</summary>
    public void Add(DicomDataset dataSet, DicomVR vr, ReadOnlyMemory<byte> bytes)
    {
        if (!vr.IsText() || bytes.IsEmpty) return;
        ReadOnlyMemory<byte> trimmed = bytes.Trim(" \0"u8);
        if (trimmed.Length >= MinimumLength && vr is not (DicomVR.DS or DicomVR.IS or DicomVR.CS)) _values.Add(trimmed);
        if (vr is DicomVR.PN or DicomVR.LO or DicomVR.SH or DicomVR.UC or DicomVR.DA) _named.Add((dataSet, trimmed));
        _words = null;
    }

    /// <summary>Whether one of the values of at least <see cref="MinimumLength"/> bytes stands in this text.</summary>
    public bool OccurIn(ReadOnlySpan<byte> text)
    {
        if (text.Length < MinimumLength || _values.Count == 0) return false;
        if (_values.Count > FewValues) return OccurInBySearch(text);
        foreach (ReadOnlyMemory<byte> value in _values)
            if (text.IndexOf(value.Span) >= 0) return true;
        return false;
    }

    /// <summary>Whether a word, in whatever case, is one of the words of names, identifiers and other short values that were taken out.</summary>
    public bool HasWord(string word)
    {
        _words ??= CollectWords();
        return _words.Contains(word);
    }

    private bool OccurInBySearch(ReadOnlySpan<byte> text)
    {
        if (_search is null || _searched != _values.Count)
        {
            string[] distinct = [.. _values.Select(value => Encoding.Latin1.GetString(value.Span)).Distinct(StringComparer.Ordinal)];
            _search = SearchValues.Create(distinct, StringComparison.Ordinal);
            _searched = _values.Count;
        }
        return Encoding.Latin1.GetString(text).AsSpan().ContainsAny(_search);
    }

    private HashSet<string> CollectWords()
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((DicomDataset dataSet, ReadOnlyMemory<byte> bytes) in _named)
            foreach (string word in Words(dataSet.CharacterSet.Decode(bytes.Span, DicomVR.LO)))
                words.Add(word);
        return words;
    }

    private static IEnumerable<string> Words(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isInside = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isInside && start < 0) start = i;
            if (isInside || start < 0) continue;
            yield return text[start..i];
            start = -1;
        }
    }
}
