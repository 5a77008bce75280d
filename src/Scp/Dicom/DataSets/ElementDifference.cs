namespace StoreScp.Dicom;

/// <summary>One element that differs between two data sets.</summary>
/// <param name="Path">Where it is: <c>(0010,0010)</c> or <c>(0040,0275)[0].(0040,0007)</c>.</param>
/// <param name="Tag">Its tag when it lies outside sequences, else null.</param>
/// <param name="Change">What became of it.</param>
public readonly record struct ElementDifference(string Path, DicomTag? Tag, ElementChange Change)
{
    public override string ToString() => Path;
}
