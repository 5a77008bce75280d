namespace StoreScp.Emulator;

/// <summary>The two parts of an <c>s3://bucket/key</c> that has passed validation; the key may be a prefix, or empty.</summary>
internal sealed record S3Uri(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    public static S3Uri Parse(string uri)
    {
        string rest = uri[Scheme.Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(rest, "") : new(rest[..slash], rest[(slash + 1)..]);
    }

    /// <summary>Every segment of the key can be a folder's name; only the last one may be empty.</summary>
    public bool IsFolderPath() => Key.Length == 0 || Key.TrimEnd('/').Split('/').All(segment => segment is not ("" or "." or "..") && !segment.Contains('\0', StringComparison.Ordinal));

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
