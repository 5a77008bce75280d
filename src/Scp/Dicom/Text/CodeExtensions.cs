namespace StoreScp.Dicom;

/// <summary>
/// What a Specific Character Set of ISO 2022 terms (or of one single-byte term) says (PS3.5 §6.1.2.5): the sets
/// active at first and after each delimiter, and all those that may be designated.
/// </summary>
/// <param name="G0">G0 at first.</param>
/// <param name="G1">G1 at first; none for the default repertoire.</param>
/// <param name="Declared">Every set that may be written, in order of preference.</param>
/// <param name="UndesignatedG1">How high bytes are read, against the standard, while there is no G1.</param>
sealed record CodeExtensions(
    CodedCharacterSet G0,
    CodedCharacterSet? G1,
    IReadOnlyList<CodedCharacterSet> Declared,
    CodedCharacterSet? UndesignatedG1);
