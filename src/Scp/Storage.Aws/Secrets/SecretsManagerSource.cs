using System.Text;
using StoreScp.AwsCalls;

namespace StoreScp.Storage.Aws.Secrets;

/// <summary>Secrets of AWS Secrets Manager (API GetSecretValue, stage AWSCURRENT) by name or ARN.</summary>
/// <remarks>Needs <c>secretsmanager:GetSecretValue</c>, and <c>kms:Decrypt</c> where a key of the site's own encrypts them. The <see cref="HttpClient"/> stays the caller's.</remarks>
public sealed class SecretsManagerSource : ISecretSource, IDisposable
{
    /// <summary>Of a name or ARN (Secrets Manager API, SecretId).</summary>
    private const int MaximumIdLength = 2048;

    /// <summary>A secret has up to 65,536 bytes; base64 and escapes make more of them.</summary>
    private const int MaximumAnswerBytes = 512 * 1024;

    private readonly SecretsManagerOptions _options;
    private readonly AwsJsonCaller _caller;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (Secret Secret, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);

    // One at a time: secrets are few, and those who wait find what the first one read.
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="ArgumentException">The access or the options cannot work.</exception>
    public SecretsManagerSource(HttpClient http, AwsAccess access, SecretsManagerOptions options, TimeProvider time, AwsCallOptions? callOptions = null)
    {
        (_options, _time) = (options, time);
        _caller = new AwsJsonCaller(
            http, AwsJsonService.SecretsManager(access.Region, access.Endpoint), access.Credentials,
            (callOptions ?? new()) with { MaximumAnswerBytes = MaximumAnswerBytes }, time);
    }

    /// <inheritdoc/>
    public ValueTask<Secret> GetAsync(string name, CancellationToken cancellation) => ReadAsync(name, _options.CacheTime, cancellation);

    /// <inheritdoc/>
    public ValueTask<Secret> ReloadAsync(string name, CancellationToken cancellation) => ReadAsync(name, TimeSpan.Zero, cancellation);

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Secret> ReadAsync(string name, TimeSpan knownFor, CancellationToken cancellation)
    {
        var id = IdOf(name);
        await _turn.WaitAsync(cancellation);
        try
        {
            var isKnown = _known.TryGetValue(id, out var known);
            var age = _time.GetUtcNow() - known.ReadAt;
            if (isKnown && age < knownFor)
                return known.Secret;
            try
            {
                var secret = await AskAsync(name, id, cancellation);
                _known[id] = (secret, _time.GetUtcNow());
                return secret;
            }
            catch (StorageUnavailableException) when (isKnown && knownFor > TimeSpan.Zero && age < _options.StaleTime)
            {
                return known.Secret;
            }
            catch (SecretMissingException)
            {
                // It was deleted, or its right was taken: from now on nobody gets it.
                _known.Remove(id);
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Secret> AskAsync(string name, string id, CancellationToken cancellation)
    {
        try
        {
            var answer = await _caller.CallAsync(
                "GetSecretValue", new GetSecretValueRequest(id), SecretsManagerJson.Default.GetSecretValueRequest, SecretsManagerJson.Default.GetSecretValueAnswer,
                cancellation);
            var value = answer.SecretBinary ?? Encoding.UTF8.GetBytes(answer.SecretString ?? "");
            return value.Length == 0 ? throw new SecretMissingException($"The secret '{name}' is empty.") : new Secret(value, answer.VersionId);
        }
        catch (AwsCallException error)
        {
            var text = $"The secret '{name}' cannot be read from Secrets Manager: {error.ErrorCode}: {error.Message}"
                + (error.RequestId is null ? "" : $" (request {error.RequestId})");
            throw error.IsTransient ? new StorageUnavailableException(text, error) : new SecretMissingException(text, error);
        }
    }

    private string IdOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = name.StartsWith("arn:", StringComparison.Ordinal) ? name : _options.NamePrefix + name;
        if (name.Length == 0 || id.Length > MaximumIdLength || !id.All(character => char.IsAsciiLetterOrDigit(character) || "/_+=.@-:!".Contains(character)))
            throw new SecretMissingException($"'{name}' cannot name a secret: letters, digits and /_+=.@- are allowed.");
        return id;
    }
}
