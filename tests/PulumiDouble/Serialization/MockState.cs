using System.Collections;

namespace Pulumi.Serialization;

/// <summary>What mocks answer: a dictionary with text keys, or an object whose public properties are read.</summary>
internal static class MockState
{
    public static async Task<ImmutableDictionary<string, object>> ReadAsync(object? state)
    {
        var values = state switch
        {
            null => new Dictionary<string, object?>(),
            IDictionary dictionary => dictionary,
            _ => state.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(state)),
        };
        return (ImmutableDictionary<string, object>)(await new InputSerializer().PlainAsync(values))!;
    }
}
