namespace StoreScp.Emulator;

/// <summary>Where an element stands in the metadata document of an image set.</summary>
internal enum MetadataLevel
{
    Patient,
    Study,
    Series,
    Instance,
}
