namespace StoreScp.Emulator;

/// <summary>Instances of one import that agree in all Patient, Study and Series elements.</summary>
internal sealed record SetPlan(string StudyInstanceUID, string SeriesInstanceUID, string StudyFingerprint, string SeriesFingerprint);
