namespace StoreScp.Fuzz.Tests.Mutating;

/// <summary>The structure of encoded bytes: their fields, and the parts (elements, items, PDUs) that can be cut out, doubled or moved whole.</summary>
internal sealed class ByteMap
{
    public List<Field> Fields { get; } = [];

    public List<(int Start, int End)> Parts { get; } = [];

    /// <summary>The same map of bytes that lie behind <paramref name="offset"/> others.</summary>
    public void Add(ByteMap other, int offset)
    {
        Fields.AddRange(other.Fields.Select(field => field with { Offset = field.Offset + offset, Start = field.Start + offset, End = field.End + offset }));
        Parts.AddRange(other.Parts.Select(part => (part.Start + offset, part.End + offset)));
    }
}
