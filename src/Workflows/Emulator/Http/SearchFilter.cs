namespace StoreScp.Emulator;

/// <summary>One filter of SearchImageSets: EQUAL or BETWEEN, of one attribute (HealthImaging API SearchFilter).</summary>
internal sealed class SearchFilter
{
    private const int MaximumTextLength = 512;

    private readonly Func<ImageSet, IComparable?> _valueOf;
    private readonly IComparable _low;
    private readonly IComparable _high;

    private SearchFilter(Func<ImageSet, IComparable?> valueOf, IComparable low, IComparable high)
    {
        _valueOf = valueOf;
        _low = low;
        _high = high;
    }

    /// <exception cref="ApiException">ValidationException: it is no filter of the model.</exception>
    public static SearchFilter Parse(JsonFields filter)
    {
        IReadOnlyList<JsonFields> values = filter.Objects("values");
        int wanted = filter.Text("operator") switch
        {
            "EQUAL" => 1,
            "BETWEEN" => 2,
            _ => throw ApiException.Validation("operator is neither EQUAL nor BETWEEN"),
        };
        if (values.Count != wanted) throw ApiException.Validation($"values has not {wanted} members");
        string[] names = [.. values.Select(OnlyMember)];
        if (names.Distinct().Count() > 1) throw ApiException.Validation("values are of different attributes");
        return new(ValueOf(names[0]), Operand(values[0], names[0]), Operand(values[^1], names[0]));
    }

    public bool Matches(ImageSet set) => _valueOf(set) is { } value && value.CompareTo(_low) >= 0 && value.CompareTo(_high) <= 0;

    private static string OnlyMember(JsonFields value) => value.Json.Count == 1 ? value.Json.First().Key : throw ApiException.Validation("A value of a filter has one member");

    private static Func<ImageSet, IComparable?> ValueOf(string name) => name switch
    {
        "createdAt" => set => set.CreatedAt,
        "updatedAt" => set => set.UpdatedAt,
        "isPrimary" => set => set.IsPrimary,
        "DICOMStudyDateAndTime" => set => StudyMoment((string?)set.Tags[SearchTags.StudyDate], (string?)set.Tags[SearchTags.StudyTime]),
        SearchTags.PatientId or SearchTags.AccessionNumber or SearchTags.StudyId or SearchTags.StudyInstanceUID or SearchTags.SeriesInstanceUID =>
            set => (string?)set.Tags[name] is { } text ? new OrdinalText(text) : null,
        _ => throw ApiException.Validation("A filter names an attribute that cannot be searched"),
    };

    private static IComparable Operand(JsonFields value, string name) => name switch
    {
        "createdAt" or "updatedAt" => value.Time(name)!,
        "isPrimary" => value.Flag(name)!,
        "DICOMStudyDateAndTime" => Moment(value.Object(name)!),
        SearchTags.StudyInstanceUID or SearchTags.SeriesInstanceUID => new OrdinalText(value.RequiredText(name, Patterns.Uid(), 0, MaximumTextLength)),
        _ => new OrdinalText(value.Text(name) is { Length: <= MaximumTextLength } text ? text : throw ApiException.Validation($"{name} is no text of up to {MaximumTextLength} characters")),
    };

    private static OrdinalText Moment(JsonFields value) =>
        StudyMoment(value.Text("DICOMStudyDate") ?? throw JsonFields.Missing("DICOMStudyDate"), value.Text("DICOMStudyTime"))!;

    private static OrdinalText? StudyMoment(string? date, string? time) => date is null ? null : new($"{date} {time}");

    /// <summary>Text that is compared letter by letter.</summary>
    private sealed record OrdinalText(string Value) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Value, ((OrdinalText)other!).Value);
    }
}
