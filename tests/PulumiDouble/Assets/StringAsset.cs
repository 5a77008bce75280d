namespace Pulumi;

/// <summary>A text.</summary>
public sealed class StringAsset(string text) : Asset
{
    public string Text { get; } = text;
}
