namespace StoreScp.Storage;

/// <summary>One version of a secret. Its value is kept no longer than needed, and never logged.</summary>
/// <param name="value">A text is UTF-8.</param>
/// <param name="version">Another one is another value: what to compare after a reload.</param>
public sealed class Secret(ReadOnlyMemory<byte> value, string version)
{
    public ReadOnlyMemory<byte> Value { get; } = value;

    public string Version { get; } = version;
}
