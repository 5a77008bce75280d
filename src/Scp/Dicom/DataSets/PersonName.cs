namespace StoreScp.Dicom;

/// <summary>A person's name in up to three writings (PS3.5 §6.2.1): alphabetic=ideographic=phonetic.</summary>
public sealed record PersonName(PersonNameComponents Alphabetic, PersonNameComponents? Ideographic = null, PersonNameComponents? Phonetic = null)
{
    /// <summary>Takes a value of VR PN apart; never throws.</summary>
    public static PersonName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] groups = text.Split('=', 3);
        return new PersonName(PersonNameComponents.Parse(groups[0]), Group(groups, 1), Group(groups, 2));
    }

    /// <summary>The value of VR PN, without the separators that nothing follows.</summary>
    public override string ToString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');

    private static PersonNameComponents? Group(string[] groups, int index) =>
        index < groups.Length && groups[index].Length > 0 ? PersonNameComponents.Parse(groups[index]) : null;
}

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
