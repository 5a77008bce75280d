namespace StoreScp.HealthImaging;

/// <summary>One filter of HealthImaging API SearchImageSets.</summary>
public sealed record SearchFilter
{
    /// <summary>EQUAL with one value, BETWEEN with two.</summary>
    public required string Operator { get; init; }

    public required IReadOnlyList<SearchByAttributeValue> Values { get; init; }

    public static SearchFilter Equal(SearchByAttributeValue value) => new() { Operator = "EQUAL", Values = [value] };

    public static SearchFilter Between(SearchByAttributeValue from, SearchByAttributeValue to) => new() { Operator = "BETWEEN", Values = [from, to] };
}
