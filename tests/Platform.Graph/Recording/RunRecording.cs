using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace StoreScp.Platform.Graph.Recording;

/// <summary>One run of the program: what the provider was asked for, joined with what transformations saw.</summary>
internal sealed class RunRecording(InventedOutputs invented, bool isPreview) : IMocks
{
    private static readonly AsyncLocal<RunRecording?> Running = new();

    private readonly ConcurrentQueue<(string Key, ResourceTransformationArgs Args)> _registered = new();

    private readonly ConcurrentDictionary<string, (JsonObject Inputs, JsonObject Outputs, string Id, string Provider)> _made = new();

    /// <summary>Of this asynchronous flow: a stack is constructed by Pulumi, which hands nothing over.</summary>
    public static RunRecording? Current
    {
        get => Running.Value;
        set => Running.Value = value;
    }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (id, outputs) = invented.Of(args.Type!, args.Name!, args.Inputs);
        if (isPreview)
            (id, outputs) = ("", []);
        _made[$"{args.Type}::{args.Name}"] = (PlainJson.Object(args.Inputs), PlainJson.Object(outputs), id, args.Provider ?? "");
        foreach (var (key, value) in args.Inputs)
            outputs.TryAdd(key, value);
        return Task.FromResult<(string?, object)>((id.Length == 0 ? null : id, outputs));
    }

    public Task<object> CallAsync(MockCallArgs args) => throw new NotSupportedException($"The program asks AWS for nothing, but called {args.Token}.");

    public ResourceTransformationResult? Registered(ResourceTransformationArgs args)
    {
        _registered.Enqueue((KeyOf(args.Resource), args));
        return null;
    }

    public async Task<IReadOnlyList<RecordedResource>> ResourcesAsync() =>
        await Task.WhenAll(_registered.Where(each => each.Args.Resource is not Stack).Select(each => JoinedAsync(each.Key, each.Args)));

    private async Task<RecordedResource> JoinedAsync(string key, ResourceTransformationArgs args)
    {
        var before = await OutputUtilities.GetValueAsync(args.Options.DependsOn.ToOutput());
        _made.TryGetValue(key, out var made);
        var parent = args.Options.Parent;
        return new()
        {
            Type = args.Resource.GetResourceType(),
            Name = args.Resource.GetResourceName(),
            Inputs = made.Inputs ?? [],
            Outputs = made.Outputs ?? [],
            Id = made.Id ?? "",
            Provider = made.Provider ?? "",
            IsComponent = args.Resource is ComponentResource,
            Parent = parent is null or Stack ? null : KeyOf(parent),
            Protect = args.Options.Protect ?? false,
            RetainOnDelete = args.Options.RetainOnDelete ?? false,
            DeleteBeforeReplace = (args.Options as CustomResourceOptions)?.DeleteBeforeReplace ?? false,
            DependsOn = [.. before.Select(KeyOf).Order(StringComparer.Ordinal)],
            IgnoreChanges = [.. args.Options.IgnoreChanges],
        };
    }

    private static string KeyOf(Resource resource) => $"{resource.GetResourceType()}::{resource.GetResourceName()}";
}
