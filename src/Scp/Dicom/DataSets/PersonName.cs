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
