using System.Globalization;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Rules;

/// <summary>Reads an <see cref="ElementPath"/>; what is wrong with it is said in one sentence.</summary>
public ref struct ElementPathParser
{
    private const int MaximumDepth = 16;
    private const int MaximumItem = 9999;

    private readonly string _text;
    private int _position;
    private string? _mistake;

    private ElementPathParser(string text) => _text = text;

    public static ElementPath? TryParse(string text, out string? mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new ElementPathParser(text);
        List<PathStep> steps = parser.ReadSteps();
        mistake = parser._mistake is null ? null : $"\"{text}\": {parser._mistake}";
        return mistake is null ? new ElementPath(steps) : null;
    }

    private List<PathStep> ReadSteps()
    {
        var steps = new List<PathStep>();
        do
        {
            PathStep? step = ReadStep(out bool hasItem);
            if (step is null) break;
            steps.Add(step);
            bool isLast = _position == _text.Length;
            if (isLast && hasItem) Fail("[…] leads into a sequence: the name of an element follows it.");
            else if (!isLast && !hasItem) Fail($"{step} is followed by something: [n] or [*] says in which items of a sequence the path goes on.");
            else if (!isLast && step.VR is not (DicomVR.SQ or DicomVR.None)) Fail($"{step} is no sequence.");
            else if (steps.Count > MaximumDepth) Fail($"a path has at most {MaximumDepth} sequences.");
            else if (!isLast && _text[_position++] != '.') Fail("a point stands between ] and the next element.");
            else if (isLast) return steps;
        }
        while (_mistake is null);
        return steps;
    }

    private PathStep? ReadStep(out bool hasItem)
    {
        hasItem = false;
        PathStep? step = _position < _text.Length && _text[_position] == '(' ? ReadTag() : ReadKeyword();
        if (step is null || _position == _text.Length || _text[_position] != '[') return step;
        hasItem = true;
        int end = _text.IndexOf(']', _position);
        string item = end < 0 ? "" : _text[(_position + 1)..end];
        _position = end + 1;
        if (item == "*") return step with { Item = PathStep.AllItems };
        if (int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= MaximumItem) return step with { Item = number };
        return Fail($"an item is [*], or a number from [0] to [{MaximumItem}].");
    }

    private PathStep? ReadKeyword()
    {
        int end = _position;
        while (end < _text.Length && char.IsAsciiLetterOrDigit(_text[end])) end++;
        ReadOnlySpan<char> keyword = _text.AsSpan(_position, end - _position);
        _position = end;
        if (keyword.IsEmpty) return Fail("an element is a keyword such as PatientID, a tag such as (0010,0020), or (0029,xx10,CREATOR).");
        if (DicomDictionary.Find(keyword) is not { } entry) return Fail($"PS3.6 has no keyword \"{keyword}\"; upper and lower case matter.");
        return Standard(entry.Tag, DicomVR.None);
    }

    private PathStep? ReadTag()
    {
        // A creator may hold brackets itself: the end is a bracket that something of the path follows.
        int end = _text.IndexOf(')', _position);
        while (end >= 0 && end + 1 < _text.Length && !".[:".Contains(_text[end + 1])) end = _text.IndexOf(')', end + 1);
        string[] parts = end < 0 ? [] : _text[(_position + 1)..end].Split(',', 3);
        _position = end + 1;
        DicomVR vr = ReadVR();
        if (_mistake is not null) return null;
        if (parts.Length < 2 || parts[0].Length != 4 || parts[1].Length != 4 || !IsHex(parts[0], out ushort group))
            return Fail("a tag is (gggg,eeee), and of a private element (gggg,xxee,CREATOR), with hexadecimal digits.");
        if (parts.Length == 3) return Private(group, parts[1], parts[2].Trim(), vr);
        if (!IsHex(parts[1], out ushort element)) return Fail("a private element is named with its creator: (gggg,xxee,CREATOR).");
        return Standard(new DicomTag(group, element), vr);
    }

    private PathStep? Private(ushort group, string element, string creator, DicomVR vr)
    {
        if (group % 2 == 0 || group < 9) return Fail($"{group:X4} is no private group: those are odd, from 0009 on.");
        if (!element.StartsWith("xx", StringComparison.OrdinalIgnoreCase) || !IsHex(element[2..], out ushort number))
            return Fail("a private element is xx and two hexadecimal digits: where the creator's block lies is found in each data set.");
        if (creator.Length is 0 or > 64) return Fail("a creator has 1 to 64 characters.");
        return new PathStep(new DicomTag(group, number), creator, vr, 0);
    }

    private PathStep? Standard(DicomTag tag, DicomVR stated)
    {
        if (tag.IsPrivate) return Fail($"{tag} is private: name its creator, as in ({tag.Group:X4},xx{tag.Element & 0xFF:X2},CREATOR).");
        if (tag.Group < 8 || tag.IsGroupLength || tag.Group == 0xFFFE) return Fail($"{tag} is no element of a data set that rules could see.");
        if (tag.Group >= 0x7FE0) return Fail($"{tag} does not come before the pixel data: rules see the header only.");
        DicomVR known = DicomDictionary.Find(tag)?.VR ?? DicomVR.None;
        if (known != DicomVR.None && stated != DicomVR.None) return Fail($"the VR of {tag} is known: leave :{Letters(stated)} out.");
        return new PathStep(tag, null, known == DicomVR.None ? stated : known, 0);
    }

    private DicomVR ReadVR()
    {
        if (_position == 0 || _position >= _text.Length || _text[_position] != ':') return DicomVR.None;
        int end = Math.Min(_position + 3, _text.Length);
        ReadOnlySpan<char> letters = _text.AsSpan(_position + 1, end - _position - 1);
        _position = end;
        if (!DicomVRExtensions.TryParse(letters, out DicomVR vr)) Fail($"\"{letters}\" is no VR of PS3.5.");
        return vr;
    }

    private PathStep? Fail(string mistake)
    {
        _mistake ??= mistake;
        return null;
    }

    private static string Letters(DicomVR vr) => vr.ToString();

    private static bool IsHex(string digits, out ushort value) =>
        ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
