using System.Globalization;
using StoreScp.Server.Logging;

namespace StoreScp.Server.Settings;

/// <summary>Reads settings by key out of what was written, and notes each one's value, source and fault.</summary>
internal sealed class SettingsReader
{
    public static readonly string[] Sections = ["Scp", "Tls", "Admin", "Storage", "Aws", "Batches", "Import", "HealthImaging", "Routes", "Forward", "Commitment", "Plugins", "Limits", "Logging", "Metrics", "ScaleIn", "Tracing"];

    private const string Mask = "********";

    private readonly Dictionary<string, WrittenSetting> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EffectiveSetting> _effective = [];
    private readonly List<SettingError> _errors = [];

    public SettingsReader(IEnumerable<WrittenSetting> written)
    {
        foreach (var setting in written)
            _written[setting.Key] = setting;
    }

    public delegate bool TryParse<T>(string text, out T value);

    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    public IReadOnlyList<SettingError> Errors => _errors;

    /// <summary>The value written for the key, or the default; a value that cannot be read is an error and gives the default.</summary>
    public T Read<T>(string key, T standard, string allowed, TryParse<T> parse, Func<T, string> format, bool isSecret = false)
    {
        _known.Add(key);
        if (!_written.TryGetValue(key, out var written))
        {
            _effective.Add(new(key, format(standard), "default"));
            return standard;
        }
        if (parse(written.Value, out var value))
        {
            var text = isSecret && written.Value.Length > 0 ? Mask : format(value);
            _effective.Add(new(key, LogText.Escape(text), written.Source));
            return value;
        }
        _effective.Add(new(key, "(not usable)", written.Source));
        Refuse(written, allowed, isSecret);
        return standard;
    }

    /// <summary>A list <c>key:0</c>, <c>key:1</c> …; the indexes order it and may leave gaps.</summary>
    /// <param name="standard">What holds without an entry, for people.</param>
    public IReadOnlyList<T> ReadList<T>(string key, string allowed, TryParse<T> parse, Func<T, string> format, string standard = "(none)")
    {
        _known.Add(key + ":0");
        var indexes = IndexesUnder(key);
        if (indexes.Count == 0)
            _effective.Add(new(key, standard, "default"));
        List<T> values = [];
        foreach (var index in indexes)
        {
            var itemKey = Invariant($"{key}:{index}");
            if (!_written.TryGetValue(itemKey, out var written))
                continue;
            _known.Add(itemKey);
            if (!parse(written.Value, out var value))
            {
                Refuse(written, allowed, isSecret: false);
                continue;
            }
            values.Add(value);
            _effective.Add(new(itemKey, LogText.Escape(format(value)), written.Source));
        }
        return values;
    }

    /// <summary>Everything that was written under a key, by what follows it; what is allowed there only its user knows.</summary>
    public IReadOnlyDictionary<string, string> ReadTree(string key)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var written in _written.Values.Where(written => written.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)))
        {
            _known.Add(written.Key);
            values[written.Key[(key.Length + 1)..]] = written.Value;
            _effective.Add(new(written.Key, LogText.Escape(written.Value), written.Source));
        }
        return values;
    }

    /// <summary>The numbers that follow the key in anything that was written.</summary>
    public SortedSet<int> IndexesUnder(string key)
    {
        SortedSet<int> indexes = [];
        foreach (var written in _written.Keys)
        {
            if (!written.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
                continue;
            var index = written[(key.Length + 1)..].Split(':')[0];
            if (int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                indexes.Add(number);
        }
        return indexes;
    }

    public bool IsWritten(string key) => _written.ContainsKey(key);

    public void Add(string sentence) => _errors.Add(new(sentence));

    /// <summary>Where a key was written, for sentences about several settings at once.</summary>
    public string SourceOf(string key) => _written.TryGetValue(key, out var written) ? written.Source : "default";

    /// <summary>Every key that nothing has read is an error, with the nearest one that exists.</summary>
    public void RefuseUnknown()
    {
        foreach (var written in _written.Values.Where(written => !_known.Contains(written.Key)))
            _errors.Add(new(
                $"{LogText.Escape(written.Key)} (from {LogText.Escape(written.Source)}) is not a setting; "
                + $"did you mean {NearestKey.To(written.Key, _known)}? `storescp config` lists them all."));
    }

    private void Refuse(WrittenSetting written, string allowed, bool isSecret) =>
        _errors.Add(new(
            $"{LogText.Escape(written.Key)} is \"{(isSecret ? Mask : LogText.Escape(written.Value))}\" "
            + $"(from {LogText.Escape(written.Source)}); allowed: {allowed}."));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
