using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace StoreScp.AwsCalls;

/// <summary>
/// Calls a service of the AWS JSON protocols 1.0 and 1.1: one POST to its root, the operation in <c>X-Amz-Target</c>, signed. What may succeed later
/// (throttling, 5xx, no answer) is asked again within a budget; so only operations that may run twice go through here.
/// </summary>
/// <remarks>The <see cref="HttpClient"/> stays the caller's. Thread safe.</remarks>
public sealed class AwsJsonCaller
{
    private readonly HttpClient _http;
    private readonly AwsJsonService _service;
    private readonly AwsCallOptions _options;
    private readonly Uri _address;
    private readonly SigV4Signer _signer;
    private readonly RetryPause _pause;
    private readonly TimeProvider _time;

    /// <exception cref="ArgumentException">The service's address or the options cannot work.</exception>
    public AwsJsonCaller(HttpClient http, AwsJsonService service, AWSCredentials credentials, AwsCallOptions options, TimeProvider time)
        : this(http, service, credentials, options, time, Random.Shared.NextDouble)
    {
    }

    internal AwsJsonCaller(HttpClient http, AwsJsonService service, AWSCredentials credentials, AwsCallOptions options, TimeProvider time, Func<double> draw)
    {
        options.Validate();
        (_http, _service, _options, _time) = (http, service, options, time);
        _address = service.Address();
        _signer = new SigV4Signer(credentials, service.Region, service.SigningName, time);
        _pause = new RetryPause(options, draw);
    }

    /// <exception cref="AwsCallException">The service refused, or the last attempt within the budget failed.</exception>
    public async Task<TAnswer> CallAsync<TBody, TAnswer>(
        string operation, TBody body, JsonTypeInfo<TBody> bodyShape, JsonTypeInfo<TAnswer> answerShape, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, bodyShape);
        var began = _time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(operation, bytes, answerShape, TimeFor(_options.Budget - _time.GetElapsedTime(began)), cancellation);
            }
            catch (AwsCallException error) when (error.IsTransient && attempt < _options.MaximumAttempts)
            {
                var pause = _pause.After(attempt);
                if (_time.GetElapsedTime(began) + pause >= _options.Budget)
                    throw;
                await Task.Delay(pause, _time, cancellation);
            }
        }
    }

    /// <summary>A pause may have ended late: the attempt after it still has a moment, and ends with the error of its own.</summary>
    private TimeSpan TimeFor(TimeSpan left) =>
        left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left < _options.AttemptTimeout ? left : _options.AttemptTimeout;

    private async Task<TAnswer> AttemptAsync<TAnswer>(
        string operation, byte[] body, JsonTypeInfo<TAnswer> shape, TimeSpan timeout, CancellationToken cancellation)
    {
        using var deadline = new Deadline(timeout, _time, cancellation);
        try
        {
            using var response = await SendAsync(operation, body, deadline.Token);
            if (!response.IsSuccessStatusCode)
                throw Refusal(await RefusalAnswer.ReadAsync(response, deadline.Token));
            var answer = await BoundedBody.TryReadAsync(response.Content, _options.MaximumAnswerBytes, deadline.Token)
                ?? throw Unreadable($"it is longer than {_options.MaximumAnswerBytes} bytes");
            return JsonSerializer.Deserialize(answer.Span, shape) ?? throw Unreadable("it is null");
        }
        catch (Exception fault) when (MissingAnswer.Explains(fault, deadline))
        {
            var code = fault is JsonException ? AwsCallException.UnreadableAnswer : AwsCallException.NoAnswer;
            throw new AwsCallException(new(code, MissingAnswer.Describe(_service.Name, fault, deadline)), MissingAnswer.Quotable(fault));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string operation, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue($"application/x-amz-json-{_service.JsonVersion}") } },
        };
        request.Headers.Add("X-Amz-Target", $"{_service.TargetPrefix}.{operation}");
        await _signer.SignAsync(request, body, cancellation);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private AwsCallException Refusal(RefusalAnswer answer)
    {
        var code = answer.Code ?? FormattableString.Invariant($"Http{(int)answer.StatusCode}");
        return new AwsCallException(
            new(code, answer.Message ?? $"{_service.Name} answered {(int)answer.StatusCode} {code}.", answer.StatusCode, answer.RequestId));
    }

    private AwsCallException Unreadable(string why) => new(new(AwsCallException.UnreadableAnswer, MissingAnswer.Unreadable(_service.Name, why)));
}
