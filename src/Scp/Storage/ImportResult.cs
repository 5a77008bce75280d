namespace StoreScp.Storage;

/// <summary>An importResponse of HealthImaging for one file (success.ndjson, warning.ndjson).</summary>
public sealed record ImportResult
{
    /// <summary>32 lower-case letters and digits.</summary>
    public required string ImageSetId { get; init; }

    /// <summary>Null when the result did not say.</summary>
    public int? ImageSetVersion { get; init; }

    /// <summary>False: Patient, Study or Series elements differ from those of the primary image set. Null when the result did not say.</summary>
    public bool? IsPrimary { get; init; }

    /// <summary>In HealthImaging's words, for example <c>45330 InvalidOffsetTable</c>; none for a clean import.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
