namespace StoreScp.Storage;

/// <summary>The name of an object in an <see cref="IInstanceStore"/>: relative, opaque, segments separated by '/'.</summary>
/// <remarks>
/// A key is safe as a path below a folder and as an S3 key, whatever it was made from: segments of A–Z, a–z, 0–9, '.', '_' and '-',
/// which neither start nor end with '.', so that "..", absolute paths and hidden files cannot be spelled.
/// </remarks>
public readonly record struct ObjectKey
{
    public const int MaximumLength = 512;
    public const int MaximumSegmentLength = 200;

    private readonly string? _value;

    public ObjectKey(string value)
    {
        if (!IsValid(value))
            throw new ArgumentException("An object key has segments of letters, digits, '.', '_' and '-', separated by '/'.", nameof(value));
        _value = value;
    }

    public string Value => _value ?? throw new InvalidOperationException("The object key has no value.");

    /// <summary>The last segment.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>Everything before the last segment, without the '/'; empty when there is only one segment.</summary>
    public string Folder => Value[..Math.Max(0, Value.LastIndexOf('/'))];

    public static bool TryParse(string? text, out ObjectKey key)
    {
        var valid = text is not null && IsValid(text);
        key = valid ? new ObjectKey(text!) : default;
        return valid;
    }

    public override string ToString() => _value ?? "";

    private static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaximumLength)
            return false;
        foreach (var segment in text.Split('/'))
        {
            if (!IsValidSegment(text[segment]))
                return false;
        }
        return true;
    }

    private static bool IsValidSegment(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > MaximumSegmentLength || segment[0] == '.' || segment[^1] == '.')
            return false;
        foreach (var c in segment)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        }
        return true;
    }
}
