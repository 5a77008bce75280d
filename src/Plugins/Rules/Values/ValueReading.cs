namespace StoreScp.Plugins.Rules;

/// <summary>What a <see cref="ValueSource"/> gave for one instance.</summary>
/// <param name="IsPresent">The element is there, with or without a value.</param>
/// <param name="HasValue">It has a value: text, bytes, or an item.</param>
/// <param name="Values">The values as text, without padding; of sequences and VRs of bytes there is none.</param>
public readonly record struct ValueReading(bool IsPresent, bool HasValue, string[] Values)
{
    public static ValueReading Absent { get; } = new(false, false, []);

    /// <summary>The first value; empty when there is none.</summary>
    public string First => Values.Length > 0 ? Values[0] : "";

    public static ValueReading Of(string? text) => string.IsNullOrEmpty(text) ? Absent : new(true, true, [text]);
}
