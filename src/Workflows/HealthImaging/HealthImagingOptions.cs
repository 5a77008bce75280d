namespace StoreScp.HealthImaging;

/// <summary>Where HealthImaging is, and how long and how much we take from it.</summary>
public sealed record HealthImagingOptions
{
    /// <summary>The AWS region, for example <c>eu-west-1</c>; also part of every signature.</summary>
    public required string Region { get; init; }

    /// <summary>An http or https address that serves every operation, without the host prefix <c>runtime-</c>; null is AWS.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>From the call of StartDICOMImportJob to its whole answer.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From any other call to its whole answer; for a list, each page.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the call of GetImageSetMetadata or GetImageFrame until the last byte is read.</summary>
    public TimeSpan BlobTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of one JSON answer; a longer one is refused unread.</summary>
    public int MaximumAnswerBytes { get; init; } = 4 * 1024 * 1024;

    /// <exception cref="ArgumentException">A value that cannot work, by name.</exception>
    internal void Validate()
    {
        MemberPatterns.Region.Require(Region);
        if (Endpoint is not null && (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("http" or "https") || Endpoint.Query.Length > 0))
            throw new ArgumentException("Endpoint is an absolute http or https address without a query.", nameof(Endpoint));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StartTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CallTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(BlobTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumAnswerBytes);
    }
}
