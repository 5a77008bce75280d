using StoreScp.Testing;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>Images that name a patient, who never was, wherever an image can: header, nested items, private elements, behind the pixel data.</summary>
internal sealed class IdentifiedPatient
{
    private const string Name = "QUIRINIUS^MELIOR", PatientID = "PIDX-778812", BirthDate = "19530417", Accession = "ACCQ-99121";
    private const string Institution = "HAUS ABENDROT", Physician = "WUNDERLICH^ERNESTO", Station = "STATION-77", Date = "20191217";
    private const string OtherID = "OTHER-5512", Request = "REQUEST-6006", Private = "PRIVATE-0815", PrivateBytes = "BYTES-4711";
    private const string FormerName = "FORMWALD^OTHMARSON", Signer = "SIGNATORY^TRAILWOOD";

    private readonly string _study = UIDs.New(), _series = UIDs.New(), _frameOfReference = UIDs.New(), _referenced = UIDs.New();
    private readonly List<string> _instances = [];

    /// <summary>What must not be found behind de-identification: every value of 6 characters or more, and the parts of names.</summary>
    public IReadOnlyList<string> Values =>
    [
        _study, _series, _frameOfReference, _referenced, .. _instances,
        PatientID, BirthDate, Accession, Institution, "ABENDROT", Station, Date, OtherID, Request, Private, PrivateBytes,
        .. new[] { Name, Physician, FormerName, Signer }.SelectMany(name => name.Split('^').Append(name)),
    ];

    public Instance NewImage(string sopClass, string modality)
    {
        var uid = UIDs.New();
        _instances.Add(uid);
        var data = new DataSetBytes();
        WriteStudy(data, sopClass, uid, modality);
        WritePatient(data);
        data.Text(0x0020000D, "UI", _study).Text(0x0020000E, "UI", _series).Text(0x00200010, "SH", "S-" + Request).Text(0x00200011, "IS", "1")
            .Text(0x00200013, "IS", "1").Text(0x00200052, "UI", _frameOfReference).Text(0x00204000, "LT", $"As told by {Name} himself");
        WriteFormat(data);
        WriteBehindFormat(data);
        data.Element(0x7FE00010, "OW", new byte[64 * 64 * 2])
            .Sequence(0xFFFAFFFA, item => item.Text(0x04000105, "DT", Date + "101112").Text(0x04000115, "LO", Signer).Text(0x00100010, "PN", Signer))
            .Text(0xFFFCFFFC, "OB", Name + PatientID);
        return new Instance(sopClass, uid, _study, _series, UIDs.ExplicitVRLittleEndian, data.ToArray());
    }

    private void WriteStudy(DataSetBytes data, string sopClass, string uid, string modality) => data
        .Text(0x00080005, "CS", "ISO_IR 100").Text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL").Text(0x00080016, "UI", sopClass).Text(0x00080018, "UI", uid)
        .Text(0x00080020, "DA", Date).Text(0x00080021, "DA", Date).Text(0x00080030, "TM", "101112").Text(0x00080050, "SH", Accession)
        .Text(0x00080060, "CS", modality).Text(0x00080070, "LO", "ACME").Text(0x00080080, "LO", Institution).Text(0x00080090, "PN", Physician)
        .Text(0x00081010, "SH", Station).Text(0x00081030, "LO", $"Knee of {Name}").Text(0x00081070, "PN", Physician)
        .Sequence(0x00081140, item => item.Text(0x00081150, "UI", sopClass).Text(0x00081155, "UI", _referenced))
        .Text(0x00090010, "LO", "ACME 1.0").Text(0x00091001, "LO", Private).Text(0x00091002, "OB", PrivateBytes)
        .Sequence(0x00091003, SequenceStyle.Undefined, item => item.Text(0x00100010, "PN", Name).Text(0x00100020, "LO", Private));

    private static void WritePatient(DataSetBytes data) => data
        .Text(0x00100010, "PN", Name).Text(0x00100020, "LO", PatientID).Text(0x00100030, "DA", BirthDate).Text(0x00100040, "CS", "M")
        .Sequence(0x00101002, SequenceStyle.Undefined, item => item.Text(0x00100020, "LO", OtherID).Text(0x00100022, "CS", "TEXT"))
        .Text(0x00101040, "LO", Institution).Text(0x00104000, "LT", $"{FormerName} was his name");

    private static void WriteFormat(DataSetBytes data) => data
        .UInt16(0x00280002, "US", 1).Text(0x00280004, "CS", "MONOCHROME2").UInt16(0x00280010, "US", 64).UInt16(0x00280011, "US", 64)
        .UInt16(0x00280100, "US", 16).UInt16(0x00280101, "US", 16).UInt16(0x00280102, "US", 15).UInt16(0x00280103, "US", 0);

    private void WriteBehindFormat(DataSetBytes data) => data
        .Sequence(0x00400275, item => item
            .Text(0x00080050, "SH", Accession)
            .Sequence(0x00081110, study => study.Text(0x00081150, "UI", UIDs.CTImageStorage).Text(0x00081155, "UI", _study))
            .Text(0x00400007, "LO", $"Knee of {Name}").Text(0x00401001, "SH", Request))
        .Sequence(0x04000561, item => item
            .Text(0x04000562, "DT", Date + "101112").Text(0x04000563, "LO", Institution).Text(0x04000565, "CS", "COERCE")
            .Sequence(0x04000550, former => former.Text(0x00100010, "PN", FormerName).Text(0x00100020, "LO", OtherID)));
}
