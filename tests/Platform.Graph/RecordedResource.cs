using System.Text.Json.Nodes;

namespace StoreScp.Platform.Graph;

/// <summary>A resource that the program has registered: what a provider would see, and what only the engine sees.</summary>
public sealed record RecordedResource
{
    /// <summary>Such as aws:s3/bucket:Bucket.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>With the names on the wire; what is unknown in a preview is not there.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>What the recorder made up for it; empty in a preview.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>Empty in a preview.</summary>
    public required string Id { get; init; }

    public required bool IsComponent { get; init; }

    /// <summary>Type::name; null: the stack's own.</summary>
    public required string? Parent { get; init; }

    /// <summary>The reference of its provider; empty: the default one.</summary>
    public required string Provider { get; init; }

    public required bool Protect { get; init; }

    public required bool RetainOnDelete { get; init; }

    public required bool DeleteBeforeReplace { get; init; }

    public required IReadOnlyList<string> IgnoreChanges { get; init; }

    /// <summary>Type::name of what it waits for, beside what its inputs name.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>Type::name.</summary>
    public string Key => $"{Type}::{Name}";

    public string? Text(string input) => Inputs[input]?.GetValue<string>();

    public string? Output(string output) => Outputs[output]?.GetValue<string>();

    public override string ToString() => Key;
}
