using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Keys;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>What is known of one instance while it is de-identified: how its values are replaced, and what has been replaced so far.</summary>
internal sealed class InstanceState
{
    private readonly Pseudonyms _pseudonyms;
    private readonly Dictionary<string, string> _uids = new(StringComparer.Ordinal);

    public InstanceState(Pseudonyms pseudonyms, DicomDataset header, int minimumShiftDays, int maximumShiftDays)
    {
        _pseudonyms = pseudonyms;
        SOPClassUID = header.GetUID(DicomTag.SOPClassUID);
        Patient = PatientKey.Of(header);
        ShiftDays = pseudonyms.ShiftDays(Patient, minimumShiftDays, maximumShiftDays);
    }

    public string? SOPClassUID { get; }

    /// <summary>See <see cref="PatientKey"/>; as secret as the Patient ID.</summary>
    public string Patient { get; }

    /// <summary>Days by which the patient's dates go back.</summary>
    public int ShiftDays { get; }

    public IdentifyingValues Values { get; } = new();

    /// <summary>Texts to be cleaned once all identifying values are known.</summary>
    public List<DeferredText> Texts { get; } = [];

    /// <summary>UIDs that no row names: replaced only if they are among the replaced ones.</summary>
    public List<(DicomDataset DataSet, DicomTag Tag)> KeptUIDs { get; } = [];

    /// <summary>Replaced UIDs and what stands for them.</summary>
    public IReadOnlyDictionary<string, string> ReplacedUIDs => _uids;

    /// <summary>Replaces every UID of an element but those that PS3.6 registers, such as well-known frames of reference.</summary>
    public void ReplaceUIDs(DicomDataset dataSet, DicomTag tag, ReadOnlySpan<byte> bytes)
    {
        string[] uids = Encoding.ASCII.GetString(bytes).Split('\\');
        for (int i = 0; i < uids.Length; i++) uids[i] = Replace(uids[i].Trim(' ', '\0'));
        dataSet.SetBytes(tag, DicomVR.UI, Encoding.ASCII.GetBytes(string.Join('\\', uids)));
    }

    /// <summary>What stands for a UID.</summary>
    public string Replace(string uid)
    {
        if (uid.Length == 0 || DicomUIDs.Find(uid) is not null) return uid;
        if (_uids.TryGetValue(uid, out string? replacement)) return replacement;
        return _uids[uid] = _pseudonyms.UID(uid);
    }

    /// <summary>What stands for the patient, as Patient ID and as name.</summary>
    public string PatientPseudonym => field ??= _pseudonyms.Identifier("patient"u8, Patient, 16);

    /// <summary>What stands for another identifier of at most 16 characters.</summary>
    public string Identifier(ReadOnlySpan<byte> domain, string original) => _pseudonyms.Identifier(domain, original, 16);

    /// <summary>Replaces or cleans what had to wait; then nothing waits any more.</summary>
    public void ReplaceKeptUIDs()
    {
        foreach ((DicomDataset dataSet, DicomTag tag) in KeptUIDs)
        {
            string[] uids = dataSet.GetStrings(tag);
            if (uids.Any(_uids.ContainsKey)) ReplaceUIDs(dataSet, tag, dataSet.GetBytes(tag).Span);
        }
        KeptUIDs.Clear();
        KeptUIDs.TrimExcess();
    }
}
