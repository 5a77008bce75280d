namespace StoreScp.Dicom;

/// <summary>One writing of a name (PS3.5 §6.2.1): family^given^middle^prefix^suffix.</summary>
public sealed record PersonNameComponents(string FamilyName, string GivenName = "", string MiddleName = "", string Prefix = "", string Suffix = "")
{
    public static PersonNameComponents Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('^', 5);
        return new(Part(parts, 0), Part(parts, 1), Part(parts, 2), Part(parts, 3), Part(parts, 4));
    }

    /// <summary>The component group, without the carets that nothing follows.</summary>
    public override string ToString() => $"{FamilyName}^{GivenName}^{MiddleName}^{Prefix}^{Suffix}".TrimEnd('^');

    private static string Part(string[] parts, int index) => index < parts.Length ? parts[index].Trim() : "";
}
