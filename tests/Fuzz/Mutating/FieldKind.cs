namespace StoreScp.Fuzz.Tests.Mutating;

/// <summary>What a field of an encoding says, and so what would be a lie in it.</summary>
internal enum FieldKind
{
    Length,
    Tag,
    VR,
    Type,
}
