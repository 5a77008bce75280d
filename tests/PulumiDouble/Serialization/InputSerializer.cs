using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>One value, on its way to the wire: plain text, bool, double, array or dictionary, or an asset. Remembers whether all of it was known, and whether any was secret.</summary>
internal sealed class InputSerializer
{
    public bool IsKnown { get; private set; } = true;

    public bool IsSecret { get; private set; }

    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>Names on the wire → values. A value that is unknown, wholly or in part, and one that is null is left out.</summary>
    public static async Task<ImmutableDictionary<string, object>> SerializeAsync(InputArgs args)
    {
        var inputs = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (input, value) in InputMembers.Of(args).ToList())
        {
            var serializer = new InputSerializer();
            object? plain = await serializer.PlainAsync(value);
            if (plain is not null && input.IsJson)
                plain = WireJson.Write(plain);
            if (serializer.IsKnown && plain is not null)
                inputs.Add(input.Name, plain);
        }
        return inputs.ToImmutable();
    }

    public async Task<object?> PlainAsync(object? value) => value switch
    {
        null or bool or string or AssetOrArchive => value,
        int or long or short or byte or double or float => Convert.ToDouble(value, null),
        IInput input => await OfOutputAsync(input.Untyped),
        IOutput output => await OfOutputAsync(output),
        IUnion union => await PlainAsync(union.Value),
        InputArgs args => await OfArgsAsync(args),
        JsonElement json => await PlainAsync(WireJson.Plain(json)),
        IDictionary entries => await OfDictionaryAsync(entries),
        IEnumerable items => await OfItemsAsync(items),
        _ when value.GetType().GetCustomAttribute<EnumTypeAttribute>() is not null => value.ToString(),
        Enum => Convert.ToDouble(value, null),
        _ => throw new InvalidOperationException($"{value.GetType().FullName} is not a supported argument type."),
    };

    private async Task<object?> OfOutputAsync(IOutput output)
    {
        var data = await output.GetDataAsync();
        IsKnown &= data.IsKnown;
        IsSecret |= data.IsSecret;
        Dependencies.UnionWith(data.Dependencies);
        return data.IsKnown ? await PlainAsync(data.Value) : null;
    }

    private async Task<object?> OfArgsAsync(InputArgs args)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (input, value) in InputMembers.Of(args).ToList())
        {
            if (await PlainAsync(value) is { } plain)
                entries.Add(input.Name, plain);
        }
        return entries.ToImmutable();
    }

    private async Task<object?> OfDictionaryAsync(IDictionary dictionary)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (await PlainAsync(entry.Value) is { } plain)
                entries.Add((string)entry.Key, plain);
        }
        return entries.ToImmutable();
    }

    private async Task<object?> OfItemsAsync(IEnumerable values)
    {
        var items = ImmutableArray.CreateBuilder<object>();
        foreach (object? value in values)
            items.Add((await PlainAsync(value))!);
        return items.ToImmutable();
    }
}
