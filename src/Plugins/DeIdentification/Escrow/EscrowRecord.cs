namespace StoreScp.Plugins.DeIdentification.Escrow;

/// <summary>What one instance was before, and what stands for it: the content of one record of an escrow file, as JSON.</summary>
/// <param name="Time">When it was de-identified.</param>
/// <param name="PatientId">As received; null when there was none.</param>
/// <param name="IssuerOfPatientId">As received; null when there was none.</param>
/// <param name="PatientName">As received; null when there was none.</param>
/// <param name="AccessionNumber">As received; null when there was none.</param>
/// <param name="Pseudonym">Patient ID and Patient's Name from now on.</param>
/// <param name="ShiftDays">Days by which dates went back; null when they are not shifted.</param>
/// <param name="UIDs">Every replaced UID of the header, and what stands for it.</param>
internal sealed record EscrowRecord(
    DateTimeOffset Time,
    string? PatientId,
    string? IssuerOfPatientId,
    string? PatientName,
    string? AccessionNumber,
    string Pseudonym,
    int? ShiftDays,
    IReadOnlyDictionary<string, string> UIDs);
