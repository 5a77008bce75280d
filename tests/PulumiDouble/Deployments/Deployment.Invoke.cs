using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>An invoke with an unknown argument is not made: its answer is unknown as well.</summary>
    internal async Task<OutputData<T>> InvokeOutputAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        if (options is InvokeOutputOptions { DependsOn: var dependencies })
            await dependencies.ToOutput().DataTask;
        var serializer = new InputSerializer();
        var plain = (ImmutableDictionary<string, object>)(await serializer.PlainAsync(args))!;
        var data = new OutputData<T>([.. serializer.Dependencies], default!, serializer.IsKnown, serializer.IsSecret);
        if (!serializer.IsKnown)
            return data;

        var provider = options?.Provider ?? options?.Parent?.Providers.GetValueOrDefault(token.Split(':')[0]);
        object answer = await _mocks.CallAsync(new() { Token = token, Args = plain, Provider = await ReferenceAsync(provider) });
        return data with { Value = (T)OutputConverter.Convert(await MockState.ReadAsync(answer), typeof(T))! };
    }
}
