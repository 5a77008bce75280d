using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>JSON of a value that may have outputs anywhere inside.</summary>
internal static class OutputJson
{
    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> output, JsonSerializerOptions? options)
    {
        var data = await output.DataTask;
        if (!data.IsKnown)
            return data.With("", isKnown: false);

        // Outputs are met while writing, which cannot wait: so it is written again until all that were met had arrived.
        while (true)
        {
            var converter = new OutputJsonConverterFactory();
            var withOutputs = new JsonSerializerOptions(options ?? JsonSerializerOptions.Default) { Converters = { converter } };
            string json = JsonSerializer.Serialize(data.Value, withOutputs);
            if (converter.Waiting.Count == 0)
                return converter.Met.Aggregate(data.With(json, isKnown: true), (all, met) => met.Then(all) with { IsKnown = all.IsKnown && met.IsKnown });
            await Task.WhenAll(converter.Waiting.Select(waiting => waiting.GetDataAsync()));
        }
    }
}
