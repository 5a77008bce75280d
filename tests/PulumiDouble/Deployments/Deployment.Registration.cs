using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    private readonly List<Resource> _resources = [];

    internal void Register(Resource resource, bool isCustom, ResourceArgs args, ResourceOptions options)
    {
        var outputs = OutputCompletion.Initialize(resource);
        lock (_resources)
            _resources.Add(resource);
        Track(RegisterAsync(resource, isCustom, args, options, outputs));
    }

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) => Track(ReadOutputsAsync(resource, outputs));

    private async Task RegisterAsync(
        Resource resource, bool isCustom, ResourceArgs args, ResourceOptions options, Dictionary<string, OutputCompletion> outputs)
    {
        try
        {
            // Without this the mocks would run inside the resource's constructor.
            await Task.Yield();
            await DependenciesAsync(options);
            string urn = _urns.Register(StackName, ProjectName, resource);
            string? provider = await ReferenceAsync(options.Provider);
            var inputs = await InputSerializer.SerializeAsync(args);
            var (id, state) = resource is Stack ? (null, ImmutableDictionary<string, object>.Empty) : await MadeByMocksAsync(resource, inputs, provider, options);
            Complete(outputs, urn, id, state, isCustom);
        }
        catch (Exception reason)
        {
            // What depends on this resource fails with it instead of waiting for ever.
            foreach (var output in outputs.Values)
                output.Fail(reason);
            throw;
        }
    }

    private static async Task DependenciesAsync(ResourceOptions options)
    {
        foreach (var dependency in (await options.DependsOn.ToOutput().DataTask).Value)
            await dependency.Urn.DataTask;
    }

    private static async Task<string?> ReferenceAsync(ProviderResource? provider) => provider is null
        ? null
        : $"{(await provider.Urn.DataTask).Value}::{(await provider.Id.DataTask) switch { { IsKnown: true, Value: { } id } => id, _ => "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }}";

    private async Task<(string? Id, ImmutableDictionary<string, object> State)> MadeByMocksAsync(
        Resource resource, ImmutableDictionary<string, object> inputs, string? provider, ResourceOptions options)
    {
        var (id, state) = await _mocks.NewResourceAsync(new()
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Inputs = inputs,
            Provider = provider,
            Id = (options as CustomResourceOptions)?.ImportId,
        });
        return (id, await MockState.ReadAsync(state));
    }

    /// <summary>What the mocks leave out is unknown in a preview, and null otherwise.</summary>
    private void Complete(Dictionary<string, OutputCompletion> outputs, string urn, string? id, ImmutableDictionary<string, object> state, bool isCustom)
    {
        foreach (var (name, output) in outputs)
        {
            (object? value, bool isKnown) = name switch
            {
                "urn" => (urn, true),
                "id" when isCustom => (id, id is not null || !IsDryRun),
                _ => (state.GetValueOrDefault(name), state.ContainsKey(name) || !IsDryRun),
            };
            output.Complete(value, isKnown);
        }
    }

    private async Task ReadOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        await resource.Urn.DataTask;
        var data = await outputs.DataTask;
        if (data.IsKnown)
            await new InputSerializer().PlainAsync(data.Value);
    }
}
