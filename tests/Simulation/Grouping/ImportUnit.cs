namespace StoreScp.Simulation;

/// <summary>What becomes one import job: some files of one study, ready since then.</summary>
internal readonly record struct ImportUnit(int Study, int Files, long Bytes, TimeSpan ReadyAt);
