using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Platform.Settings;

/// <summary>Reads settings as Pulumi hands them over, and collects every mistake: each names its key and the file.</summary>
/// <param name="file">Where the site writes them, for the errors.</param>
/// <param name="get">Null: not written.</param>
public sealed class SettingsReader(string file, Func<string, string?> get)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new PlainTextConverter() },
    };

    private readonly List<Setting> _settings = [];
    private readonly List<string> _errors = [];

    /// <summary>Every setting that was asked for, in that order.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    public IReadOnlyList<string> Errors => _errors;

    public void Add(string key, string error) => _errors.Add($"{key} in {file}: {error}");

    public string Text(Setting setting, Func<string, bool>? isAllowed = null)
    {
        var text = Written(setting);
        if (setting.IsRequired && text.Length == 0)
            Add(setting.Key, $"not set; allowed: {setting.Allowed}.");
        else if (text.Length > 0 && isAllowed is not null && !isAllowed(text))
            Refuse(setting, text);
        return text;
    }

    public int Number(Setting setting, int minimum, int maximum) =>
        Whole(setting, value => value >= minimum && value <= maximum);

    public int OneOf(Setting setting, params int[] values) => Whole(setting, values.Contains);

    public bool Switch(Setting setting)
    {
        var text = Written(setting);
        if (!bool.TryParse(text, out var value))
            Refuse(setting, text);
        return value;
    }

    public T Choice<T>(Setting setting)
        where T : struct, Enum
    {
        var text = Written(setting);
        if (!Enum.GetNames<T>().Contains(text))
            Refuse(setting, text);
        return Enum.TryParse<T>(text, out var value) ? value : default;
    }

    public IReadOnlyList<string> List(Setting setting, Func<string, bool> isAllowed)
    {
        var items = Parsed<List<string>>(setting) ?? [];
        foreach (var item in items.Where(item => item is null || !isAllowed(item)))
            Refuse(setting, item ?? "null");
        return items;
    }

    public IReadOnlyList<T> Records<T>(Setting setting, Func<T, bool> isAllowed)
    {
        var items = Parsed<List<T>>(setting) ?? [];
        foreach (var item in items.Where(item => item is null || !isAllowed(item)))
            Refuse(setting, JsonSerializer.Serialize(item));
        return items;
    }

    public IReadOnlyDictionary<string, string> Map(Setting setting, Func<string, bool> isAllowedKey)
    {
        var map = Parsed<SortedDictionary<string, string>>(setting) ?? [];
        foreach (var key in map.Keys.Where(key => !isAllowedKey(key)))
            Refuse(setting, key);
        return map;
    }

    private int Whole(Setting setting, Func<int, bool> isAllowed)
    {
        var text = Written(setting);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || !isAllowed(value))
            Refuse(setting, text);
        return value;
    }

    private string Written(Setting setting)
    {
        _settings.Add(setting);
        return get(setting.Key) ?? setting.Default;
    }

    private T? Parsed<T>(Setting setting)
        where T : class
    {
        var text = Written(setting);
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json);
        }
        catch (JsonException)
        {
            Refuse(setting, text);
            return null;
        }
    }

    private void Refuse(Setting setting, string text) => Add(setting.Key, $"\"{text}\"; allowed: {setting.Allowed}.");
}
