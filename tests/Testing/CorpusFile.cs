namespace StoreScp.Testing;

/// <summary>One row of the corpus's MANIFEST.tsv.</summary>
/// <param name="Peculiar">What is special about the file, in words separated by commas.</param>
public sealed record CorpusFile(
    string Name, string Path, long Bytes, string SOPClassUID, string TransferSyntaxUID, string SpecificCharacterSet, string Peculiar)
{
    public byte[] ReadAllBytes() => File.ReadAllBytes(Path);

    public override string ToString() => Name;
}
