using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>TagResource, UntagResource, ListTagsForResource.</summary>
internal sealed class TagOperations(EmulatorOptions options, EmulatorState state)
{
    private const int MaximumTags = 200;
    private const int MaximumValueLength = 256;

    public async Task TagAsync(ApiRequest request)
    {
        string arn = Find(request);
        JsonFields body = await request.ReadBodyAsync();
        if (!body.Has("tags")) throw JsonFields.Missing("tags");
        foreach ((string key, string value) in Read(body)) state.Tags.Set(arn, key, value);
        await request.AnswerAsync([]);
    }

    public Task UntagAsync(ApiRequest request)
    {
        string arn = Find(request);
        var keys = request.Context.Request.Query["tagKeys"];
        if (keys.Count == 0) throw JsonFields.Missing("tagKeys");
        foreach (string? key in keys) state.Tags.Remove(arn, Patterns.Require("tagKeys", key ?? "", Patterns.TagKey(), 1, 128));
        return request.AnswerAsync([]);
    }

    public Task ListAsync(ApiRequest request)
    {
        var tags = new JsonObject();
        foreach ((string key, string value) in state.Tags.Of(Find(request))) tags[key] = value;
        return request.AnswerAsync(new JsonObject { ["tags"] = tags });
    }

    /// <summary>The tags of a request; none when it has none.</summary>
    /// <exception cref="ApiException">ValidationException: too many, or one that is not allowed.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(JsonFields body)
    {
        JsonObject? tags = body.Object("tags")?.Json;
        if (tags is null) return [];
        if (tags.Count > MaximumTags) throw ApiException.Validation($"tags has more than {MaximumTags} members");
        return [.. tags.Select(tag => KeyValuePair.Create(Patterns.Require("tags", tag.Key, Patterns.TagKey(), 1, 128), Value(tag.Value)))];
    }

    private static string Value(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: <= MaximumValueLength } text
            ? text
            : throw ApiException.Validation($"A tag's value is no text of up to {MaximumValueLength} characters");

    private string Find(ApiRequest request)
    {
        string arn = Patterns.Require("resourceArn", Uri.UnescapeDataString(request.Path("resourceArn")), Patterns.Arn(), 1, 2048);
        string[] parts = arn.Split('/');
        bool exists = parts.Length > 2
            ? state.ImageSets.Find(parts[1], parts[3]) is not null && arn == Arns.ImageSet(options, parts[1], parts[3])
            : state.Datastores.Find(parts[1]) is not null && arn == Arns.Datastore(options, parts[1]);
        return exists ? arn : throw ApiException.NotFound($"{arn} does not exist");
    }
}
