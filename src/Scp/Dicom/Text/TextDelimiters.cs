namespace StoreScp.Dicom;

/// <summary>The characters of a value that bring back the initial character sets (PS3.5 §6.1.2.5.3), by VR.</summary>
readonly record struct TextDelimiters(bool SeparatesValues, bool SeparatesNames)
{
    public static TextDelimiters Of(DicomVR vr) => new(vr.IsMultiValued(), vr == DicomVR.PN);

    public bool Contains(int character) => character switch
    {
        '\\' => SeparatesValues,
        '^' or '=' => SeparatesNames,
        _ => false,
    };
}
