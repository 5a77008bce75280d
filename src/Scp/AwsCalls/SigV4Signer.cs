using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace StoreScp.AwsCalls;

/// <summary>Signs requests with AWS Signature Version 4, as every AWS service but S3 wants it (its path is encoded twice).</summary>
public sealed class SigV4Signer(AWSCredentials credentials, string region, string service, TimeProvider time)
{
    /// <summary>Adds X-Amz-Date, X-Amz-Security-Token where there is one, and Authorization.</summary>
    /// <param name="body">Exactly the bytes of the request's content.</param>
    /// <exception cref="AwsCallException">There are no credentials now (<see cref="AwsCallException.CredentialsUnavailable"/>, transient).</exception>
    public async Task SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var identity = await IdentityAsync(cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        request.Headers.Add("X-Amz-Date", now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        if (identity.UseToken)
            request.Headers.Add("X-Amz-Security-Token", identity.Token);

        var headers = SignedHeaders(request);
        var names = string.Join(';', headers.Keys);
        var canonical = string.Join('\n',
            request.Method.Method,
            CanonicalPath(request.RequestUri!),
            CanonicalQuery(request.RequestUri!),
            string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")),
            names,
            Convert.ToHexStringLower(SHA256.HashData(body.Span)));
        var signature = AWS4Signer.ComputeSignature(identity, region, now, service, names, canonical);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
    }

    private async Task<ImmutableCredentials> IdentityAsync(CancellationToken cancellation)
    {
        try
        {
            if (await credentials.GetCredentialsAsync().WaitAsync(cancellation) is { } identity)
                return identity;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whichever link of the credentials chain it was, and whatever it threw: there is nothing to sign with now.
            throw new AwsCallException(new(AwsCallException.CredentialsUnavailable, $"No AWS credentials: {exception.Message}"), exception);
        }
        throw new AwsCallException(new(AwsCallException.CredentialsUnavailable, "No AWS credentials: anonymous calls are not possible."));
    }

    /// <summary>Host, Content-Type and everything of X-Amz: what must not change on the way. Others may be added by handlers and proxies.</summary>
    private static SortedDictionary<string, string> SignedHeaders(HttpRequestMessage request)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority };
        if (request.Content?.Headers.ContentType is { } type)
            signed["content-type"] = type.ToString();
        foreach (var (name, values) in request.Headers)
            if (name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
                signed[name.ToLowerInvariant()] = string.Join(',', values.Select(value => value.Trim()));
        return signed;
    }

    private static string CanonicalPath(Uri address) =>
        string.Join('/', address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(Uri address)
    {
        var pairs = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Canonical(pair[0]), Value: pair.Length == 2 ? Canonical(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Canonical(string encoded) => Uri.EscapeDataString(Uri.UnescapeDataString(encoded));
}
