using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreScp.AwsCalls;

namespace StoreScp.HealthImaging;

/// <summary>Sends a call: address, signature, deadline; gives its answer or the typed error (AWS restJson1 protocol).</summary>
internal sealed class RestJsonCaller(HttpClient http, HealthImagingOptions options, SigV4Signer signer, TimeProvider time)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<TAnswer> CallAsync<TAnswer>(WireCall call, JsonTypeInfo<TAnswer> shape, CancellationToken cancellation)
    {
        using var deadline = new Deadline(call.Timeout, time, cancellation);
        try
        {
            using var response = await SendAsync(call, deadline.Token);
            var body = await BoundedBody.TryReadAsync(response.Content, options.MaximumAnswerBytes, deadline.Token)
                ?? throw NoAnswer.Unreadable($"it is longer than {options.MaximumAnswerBytes} bytes");
            return JsonSerializer.Deserialize(body.Span, shape) ?? throw NoAnswer.Unreadable("it is null");
        }
        catch (Exception fault) when (NoAnswer.Explains(fault, deadline))
        {
            throw NoAnswer.From(fault, deadline);
        }
    }

    /// <returns>A stream to be read and disposed within the call's time.</returns>
    public async Task<Blob> OpenAsync(WireCall call, CancellationToken cancellation)
    {
        var deadline = new Deadline(call.Timeout, time, cancellation);
        HttpResponseMessage? response = null;
        try
        {
            response = await SendAsync(call, deadline.Token);
            var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
            return new(new BlobStream(stream, response, deadline), response.Content.Headers);
        }
        catch (Exception fault)
        {
            response?.Dispose();
            deadline.Dispose();
            if (NoAnswer.Explains(fault, deadline))
                throw NoAnswer.From(fault, deadline);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(WireCall call, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(call.Method, Address(call));
        if (!call.Body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(call.Body) { Headers = { ContentType = Json } };
        await SignAsync(request, call.Body, cancellation);

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ErrorAnswer.ReadAsync(response, call.CarriesPatientData, cancellation);
    }

    private async Task SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        try
        {
            await signer.SignAsync(request, body, cancellation);
        }
        catch (AwsCallException error)
        {
            throw new HealthImagingException(new(error.ErrorCode, error.Message), error);
        }
    }

    private Uri Address(WireCall call)
    {
        var root = options.Endpoint is { } endpoint
            ? endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : $"https://{(call.IsRuntime ? "runtime-" : "")}medical-imaging.{options.Region}.amazonaws.com";
        return new Uri(root + call.Path);
    }
}
