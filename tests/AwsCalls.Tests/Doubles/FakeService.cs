using System.Net;
using System.Text;

namespace StoreScp.Testing.Running;

/// <summary>Stands where the network is: keeps each request, gives the answers that the test lined up.</summary>
internal sealed class FakeService : HttpMessageHandler
{
    private readonly List<(int Count, TaskCompletionSource Came)> _waiting = [];
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<SentRequest> Requests { get; } = [];

    public FakeService Answer(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        AnswerBytes(Encoding.UTF8.GetBytes(json), status, headers);

    public FakeService AnswerBytes(byte[] body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        return Answer(_ => Task.FromResult(response));
    }

    public FakeService Answer(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Says nothing until the call is given up.</summary>
    public FakeService Hang() => Answer(async cancellation =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        throw new InvalidOperationException("Nobody waits that long.");
    });

    /// <summary>When so many requests have come: attempts follow one another on threads of their own.</summary>
    public Task ArrivedAsync(int count)
    {
        lock (_waiting)
        {
            if (Requests.Count >= count)
                return Task.CompletedTask;
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, came));
            return came.Task;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(
            request.Method.Method, request.RequestUri!, body, request.Content?.Headers.ContentType?.ToString(),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
        lock (_waiting)
        {
            Requests.Add(sent);
            _waiting.Where(waiting => waiting.Count <= Requests.Count).ToList().ForEach(waiting => waiting.Came.TrySetResult());
        }
        return await _answers.Dequeue()(cancellationToken);
    }
}
