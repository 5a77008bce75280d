using System.Text.Json;

namespace Pulumi;

/// <summary>The settings of a stack below one name, which is the project's unless another is given.</summary>
public sealed class Config
{
    private readonly string _name;

    public Config(string? name = null) => _name = name ?? Deployment.Required.ProjectName;

    public string? Get(string key) => Deployment.Required.Settings.Values.GetValueOrDefault(FullKey(key));

    public bool? GetBoolean(string key) => Parse(key, bool.Parse);

    public int? GetInt32(string key) => Parse(key, text => int.Parse(text, null));

    public double? GetDouble(string key) => Parse(key, text => double.Parse(text, null));

    public T? GetObject<T>(string key) => Get(key) is { } text ? Deserialize<T>(key, text) : default;

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public T RequireObject<T>(string key) => Deserialize<T>(key, Require(key));

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<T>? GetSecretObject<T>(string key) => Get(key) is { } text ? Output.CreateSecret(Deserialize<T>(key, text)) : null;

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    private string FullKey(string key) => $"{_name}:{key}";

    private T? Parse<T>(string key, Func<string, T> parse)
        where T : struct
    {
        if (Get(key) is not { } text)
            return null;
        try
        {
            return parse(text);
        }
        catch (FormatException)
        {
            throw WrongType<T>(key, text);
        }
    }

    private T Deserialize<T>(string key, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text) ?? throw WrongType<T>(key, text);
        }
        catch (JsonException)
        {
            throw WrongType<T>(key, text);
        }
    }

    private RunException WrongType<T>(string key, string text) => new($"Configuration '{FullKey(key)}' value '{text}' is not a valid {typeof(T).Name}");

    private RunException Missing(string key) => new(
        $"Missing Required configuration variable '{FullKey(key)}'\n\tplease set a value using the command `pulumi config set {FullKey(key)} <value>`");
}
