using System.Text.RegularExpressions;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>One matching key of a search: single value, list of UIDs, wildcards, range of dates (PS3.4 §C.2.2.2).</summary>
internal sealed class AttributeMatch
{
    private readonly DicomTag _tag;
    private readonly Func<string, bool> _matches;

    /// <exception cref="ApiException">ValidationException: the name is no attribute.</exception>
    public AttributeMatch(string name, string value)
    {
        if (!DicomTag.TryParse(name, out _tag)) throw ApiException.Validation("A search names no attribute");
        DicomVR vr = DicomDictionary.VROf(_tag);
        string[] range = value.Split('-');
        if (vr == DicomVR.UI) _matches = value.Split(',', '\\').Contains;
        else if (vr is DicomVR.DA or DicomVR.TM && range.Length == 2) _matches = text => IsWithin(text, range[0], range[1]);
        else
        {
            string pattern = Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
            var wildcard = new Regex($"^{pattern}\\z", RegexOptions.Singleline | RegexOptions.NonBacktracking | (vr == DicomVR.PN ? RegexOptions.IgnoreCase : RegexOptions.None));
            _matches = wildcard.IsMatch;
        }
        IsUniversal = value.Length == 0;
    }

    private bool IsUniversal { get; }

    public bool Matches(DicomDataset row) => IsUniversal || row.GetStrings(_tag).Any(_matches);

    private static bool IsWithin(string text, string low, string high) =>
        string.CompareOrdinal(text, low) >= 0 && (high.Length == 0 || string.CompareOrdinal(text, high) <= 0);
}
