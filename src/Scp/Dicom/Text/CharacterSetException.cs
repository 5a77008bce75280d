namespace StoreScp.Dicom;

/// <summary>A text holds a character that the data set's Specific Character Set cannot write. Names the character, not the text around it.</summary>
public sealed class CharacterSetException : Exception
{
    internal CharacterSetException(DicomVR vr, string specificCharacterSet, string text, int index)
        : base($"Character {CodeOf(text, index)} at position {index} of a {vr} value has no code in {NameOf(specificCharacterSet)}.")
    {
    }

    static string NameOf(string specificCharacterSet) =>
        specificCharacterSet.Length == 0 ? "the default character repertoire" : $"Specific Character Set {specificCharacterSet}";

    static string CodeOf(string text, int index)
    {
        int code = char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];
        return $"U+{code:X4}";
    }
}
