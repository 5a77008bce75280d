namespace StoreScp.Emulator;

/// <summary>What a QIDO-RS search returns (PS3.18 §10.6).</summary>
internal enum QueryLevel
{
    Study,
    Series,
    Instance,
}
