using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>What has been taken out of this very instance: so that it is found again where nobody expects it.</summary>
internal sealed class IdentifyingValues
{
    /// <summary>Shorter values are too common to be searched everywhere.</summary>
    public const int MinimumLength = 6;

    private readonly ValueIndex _values = new();

    // Neither the data set nor parts of its bytes: what is known stays until the trailer has come, minutes after a large header could have gone.
    private readonly List<(DicomCharacterSet CharacterSet, ReadOnlyMemory<byte> Bytes)> _named = [];
    private HashSet<string>? _words;

    /// <summary>Remembers a value that was removed or replaced.</summary>
    public void Add(DicomDataset dataSet, DicomVR vr, ReadOnlyMemory<byte> bytes)
    {
        if (!vr.IsText() || bytes.IsEmpty) return;
        byte[] trimmed = bytes.Span.Trim(" \0"u8).ToArray();
        if (trimmed.Length >= MinimumLength && vr is not (DicomVR.DS or DicomVR.IS or DicomVR.CS)) _values.Add(trimmed);
        if (vr is DicomVR.PN or DicomVR.LO or DicomVR.SH or DicomVR.UC or DicomVR.DA) _named.Add((dataSet.CharacterSet, trimmed));
        _words = null;
    }

    /// <summary>Whether one of the values of at least <see cref="MinimumLength"/> bytes stands in this text.</summary>
    public bool OccurIn(ReadOnlySpan<byte> text) => _values.OccurIn(text);

    /// <summary>Whether a word, in whatever case, is one of the words of names, identifiers and other short values that were taken out.</summary>
    public bool HasWord(string word)
    {
        _words ??= CollectWords();
        return _words.Contains(word);
    }

    private HashSet<string> CollectWords()
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((DicomCharacterSet characterSet, ReadOnlyMemory<byte> bytes) in _named)
            foreach (string word in Words(characterSet.Decode(bytes.Span, DicomVR.LO)))
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
