using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StoreScp.Cloud.Hosting;
using StoreScp.Cloud.Routing;

namespace StoreScp.Cloud.Faults;

/// <summary>
/// A proxy on loopback between a client of AWS and its services, in which things go wrong as the test says, from a seed. A service is told by what its
/// requests are signed for. It keeps a record of what it did, so that a test can see that there was something to survive.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Uri _target;
    private readonly TimeProvider _time;
    private readonly FaultPlan _plan;
    private readonly HttpForwarder _forwarder = new();
    private readonly ConcurrentQueue<FaultRecord> _faults = new();
    private readonly ConcurrentQueue<FaultRequest> _requests = new();
    private LoopbackServer? _server;
    private Socket? _closed;

    private FaultProxy(Uri target, int seed, TimeProvider time) => (_target, _time, _plan) = (target, time, new FaultPlan(seed));

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Every request so far, in the order of arrival.</summary>
    public IReadOnlyCollection<FaultRequest> Requests => _requests;

    /// <summary>Every fault so far, in the order in which they happened.</summary>
    public IReadOnlyCollection<FaultRecord> Faults => _faults;

    /// <param name="time">Of stalls.</param>
    public static async Task<FaultProxy> StartAsync(Uri target, int seed, TimeProvider time)
    {
        var proxy = new FaultProxy(target, seed, time);
        await proxy.ListenAsync(port: 0);
        proxy.Url = proxy._server!.Url;
        return proxy;
    }

    /// <summary>From now on; <see cref="FaultRules.None"/> heals the service.</summary>
    public void Set(string service, FaultRules rules) => _plan.Set(service, rules);

    /// <summary>From now on its connections are accepted and reset, whatever the rules say.</summary>
    public void BeginOutage(string service) => _plan.SetOutage(service, isGone: true);

    public void EndOutage(string service) => _plan.SetOutage(service, isGone: false);

    /// <summary>Every service is gone: connections are ended, new ones refused. The port stays ours.</summary>
    public async Task RefuseAsync()
    {
        await _server!.DisposeAsync();
        _closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _closed.Bind(new IPEndPoint(IPAddress.Loopback, Url.Port));
    }

    public async Task AcceptAsync()
    {
        _closed?.Dispose();
        await ListenAsync(Url.Port);
    }

    public int Count(string service, FaultKind kind) => _faults.Count(fault => fault.Request.Service == service && fault.Kind == kind);

    public async ValueTask DisposeAsync()
    {
        _closed?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _forwarder.Dispose();
    }

    private async Task ListenAsync(int port) => _server = await LoopbackServer.StartAsync(HandleAsync, port);

    private async Task HandleAsync(HttpContext context)
    {
        var request = RequestOf(context);
        _requests.Enqueue(request);
        try
        {
            await HandleAsync(context, request, _plan.Take(request));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context, FaultRequest request, FaultKind? fault)
    {
        switch (fault)
        {
            case FaultKind.Outage or FaultKind.ResetBeforeService:
                Record(fault.Value, request);
                context.Abort();
                return;
            case FaultKind.InternalError or FaultKind.SlowDown or FaultKind.BadDigest:
                Record(fault.Value, request);
                await ServiceError.Of(fault.Value, request.Service).WriteAsync(context, request.Service);
                return;
            case FaultKind.StallBeforeService:
                await StallAsync(fault.Value, request, context.RequestAborted);
                break;
        }
        using var answer = await _forwarder.SendAsync(context, _target, RequestBodyOf(context, request, fault));
        switch (fault)
        {
            case FaultKind.ResetAfterService:
                Record(fault.Value, request);
                context.Abort();
                return;
            case FaultKind.StallAfterService:
                await StallAsync(fault.Value, request, context.RequestAborted);
                break;
        }
        await HttpForwarder.AnswerAsync(context, answer, await AnswerBodyOfAsync(context, request, fault, answer));
    }

    private async Task StallAsync(FaultKind kind, FaultRequest request, CancellationToken aborted)
    {
        var stall = Task.Delay(_plan.StallTimeOf(request.Service), _time, aborted);
        // Behind the timer: a test that sees the record may advance its clock.
        Record(kind, request);
        await stall;
    }

    private Stream RequestBodyOf(HttpContext context, FaultRequest request, FaultKind? fault) =>
        fault is FaultKind.FlippedRequestBit && context.Request.ContentLength is > 0
            ? Flip(fault.Value, request, context.Request.Body, context.Request.ContentLength) : context.Request.Body;

    private async Task<Stream> AnswerBodyOfAsync(HttpContext context, FaultRequest request, FaultKind? fault, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var length = answer.Content.Headers.ContentLength;
        return fault is FaultKind.FlippedAnswerBit && length is not 0 && !HttpMethods.IsHead(context.Request.Method)
            ? Flip(fault.Value, request, body, length) : body;
    }

    private FlippedBitStream Flip(FaultKind kind, FaultRequest request, Stream body, long? length)
    {
        Record(kind, request);
        var (position, bit) = _plan.TakeBit(length);
        return new FlippedBitStream(body, position, bit);
    }

    private void Record(FaultKind kind, FaultRequest request) => _faults.Enqueue(new FaultRecord(_time.GetUtcNow(), kind, request));

    private static FaultRequest RequestOf(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        return new FaultRequest(
            SigningScope.ServiceOf(context.Request) ?? "", context.Request.Method, target[(target.LastIndexOf('.') + 1)..],
            context.Features.Get<IHttpRequestFeature>()!.RawTarget);
    }
}
