namespace StoreScp.Benchmarks.Corpora;

/// <summary>Group 0018 of a CT or MR image: what the scanner did (PS3.3 §C.8.2 and §C.8.3).</summary>
public static class AcquisitionModule
{
    private static readonly (uint Tag, string VR, string Value)[] CT =
    [
        (0x00180010, "LO", "GENERATED CONTRAST"), (0x00180015, "CS", "ABDOMEN"), (0x00180022, "CS", "HELICAL MODE"),
        (0x00180050, "DS", "2.500000"), (0x00180060, "DS", "120"), (0x00180090, "DS", "500.000000"), (0x00181000, "LO", "SN-0001"),
        (0x00181020, "LO", "bench 26.1"), (0x00181030, "LO", "5.1 Generated abdomen"), (0x00181040, "LO", "IV"),
        (0x00181100, "DS", "360.000000"), (0x00181110, "DS", "949.075012"), (0x00181111, "DS", "541.000000"), (0x00181120, "DS", "0.000000"),
        (0x00181130, "DS", "145.000000"), (0x00181140, "CS", "CW"), (0x00181150, "IS", "600"), (0x00181151, "IS", "380"),
        (0x00181152, "IS", "228"), (0x00181160, "SH", "BODY FILTER"), (0x00181170, "IS", "45600"), (0x00181190, "DS", "1.200000"),
        (0x00181210, "SH", "STANDARD"), (0x00185100, "CS", "FFS"),
    ];

    private static readonly (uint Tag, string VR, string Value)[] MR =
    [
        (0x00180015, "CS", "HEAD"), (0x00180020, "CS", "SE"), (0x00180021, "CS", "SK"), (0x00180022, "CS", "PFP"), (0x00180023, "CS", "2D"),
        (0x00180050, "DS", "5.000000"), (0x00180080, "DS", "520.000000"), (0x00180081, "DS", "14.000000"), (0x00180083, "DS", "1"),
        (0x00180084, "DS", "63.867000"), (0x00180085, "SH", "1H"), (0x00180086, "IS", "1"), (0x00180087, "DS", "1.5"),
        (0x00180088, "DS", "6.500000"), (0x00180091, "IS", "1"), (0x00180093, "DS", "100"), (0x00180094, "DS", "75"),
        (0x00180095, "DS", "122.109"), (0x00181000, "LO", "SN-0002"), (0x00181020, "LO", "bench 26.1"), (0x00181030, "LO", "T1 axial generated"),
        (0x00181312, "CS", "ROW"), (0x00181314, "DS", "90"), (0x00181316, "DS", "0.044"), (0x00185100, "CS", "HFS"),
    ];

    public static void Write(ExplicitVRWriter writer, string modality)
    {
        foreach (var (tag, vr, value) in modality == "MR" ? MR : CT)
            writer.Text(tag, vr, value);
    }
}
