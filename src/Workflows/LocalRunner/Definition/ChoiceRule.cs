using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.LocalRunner.Definition;

/// <summary>One comparison of a Choice. A value of another type does not match.</summary>
/// <param name="Matches">Given the variable's value; null is JSON's null.</param>
internal sealed record ChoiceRule(ReferencePath Variable, Func<JsonNode?, bool> Matches, string Next)
{
    public static Func<JsonNode?, bool> StringEquals(string expected) =>
        value => value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == expected;

    public static Func<JsonNode?, bool> BooleanEquals(bool expected) =>
        value => value?.GetValueKind() == (expected ? JsonValueKind.True : JsonValueKind.False);

    public static Func<JsonNode?, bool> NumericGreaterThan(double limit) =>
        value => value?.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() > limit;
}
