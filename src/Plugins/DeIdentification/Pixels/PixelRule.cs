using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>Where one kind of device burns text into its images. All that is given must match, in whatever case.</summary>
public sealed record PixelRule
{
    public string? Manufacturer { get; init; }

    public string? ManufacturerModelName { get; init; }

    public string? Modality { get; init; }

    /// <summary>One of the values of (0018,1020).</summary>
    public string? SoftwareVersions { get; init; }

    public int? Rows { get; init; }

    public int? Columns { get; init; }

    /// <summary>What is blanked. None: these images show no text, and pass as they are.</summary>
    public IReadOnlyList<PixelRegion> Regions { get; init; } = [];

    internal bool Matches(DicomDataset header) =>
        Matches(header, DicomTag.Manufacturer, Manufacturer)
        && Matches(header, DicomTag.ManufacturerModelName, ManufacturerModelName)
        && Matches(header, DicomTag.Modality, Modality)
        && Matches(header, DicomTag.SoftwareVersions, SoftwareVersions)
        && (Rows is not { } rows || header.GetInt32(DicomTag.Rows) == rows)
        && (Columns is not { } columns || header.GetInt32(DicomTag.Columns) == columns);

    internal IEnumerable<string> Validate()
    {
        if (Manufacturer is null && ManufacturerModelName is null && Modality is null)
            yield return "at least one of Manufacturer, ManufacturerModelName and Modality is needed.";
        // Where text stands depends on the size of the screen.
        if (Regions.Count > 0 && (Rows is null || Columns is null)) yield return "Regions need Rows and Columns.";
        if (Regions.Any(region => region.X < 0 || region.Y < 0 || region.Width < 1 || region.Height < 1))
            yield return "a region has X and Y of at least 0, Width and Height of at least 1.";
    }

    private static bool Matches(DicomDataset header, DicomTag tag, string? wanted) =>
        wanted is null || header.GetStrings(tag).Contains(wanted, StringComparer.OrdinalIgnoreCase);
}
