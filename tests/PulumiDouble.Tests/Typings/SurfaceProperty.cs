namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>One property of a line of the surface: <c>Name(wire)*:type!?</c>.</summary>
internal sealed record SurfaceProperty(string Name, string Wire, string Type, bool IsRequired, bool IsSecret, bool IsNullable)
{
    public bool IsRenamed => Wire != char.ToLowerInvariant(Name[0]) + Name[1..];

    public static SurfaceProperty Parse(string word)
    {
        string[] parts = word.Split(':', 2);
        string name = parts[0].TrimEnd('*'), type = parts[1];
        string wire = char.ToLowerInvariant(name[0]) + name[1..];
        if (name.IndexOf('(') is var open and > 0)
            (name, wire) = (name[..open], name[(open + 1)..^1]);
        return new(name, wire, type.TrimEnd('?').TrimEnd('!'), parts[0].EndsWith('*'), type.TrimEnd('?').EndsWith('!'), type.EndsWith('?'));
    }
}
