namespace StoreScp.Platform.Conformance;

/// <summary>Something about one resource that is not as it was sent, or not possible at all.</summary>
/// <param name="Kind">Of apply.py: refused, not kept, other value, unknown service; and those that are never right: see <see cref="IsOurs" />.</param>
/// <param name="Detail">The argument's path, or what was said.</param>
internal sealed record Problem(string Kind, string Type, string Name, string Detail)
{
    /// <summary>A mistake of the platform or of apply.py, never a gap of moto.</summary>
    public bool IsOurs => Kind is "dangling" or "not used" or "not in the API" or "nobody makes it";

    /// <summary>As a line of not-in-moto.txt: for all resources of a type.</summary>
    public string Line => $"{Type} {Kind}: {Detail}";

    public override string ToString() => $"{Type} {Name}: {Kind}: {Detail}";
}
