using System.Diagnostics;
using System.Globalization;
using System.Net;
using StoreScp.Benchmarks.Measuring;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.ColdStart;

/// <summary>AWS Lambda's runtime API for one process at a time, which is given two events and ended.</summary>
public sealed class RuntimeApiListener : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpListener _listener = new();

    public RuntimeApiListener()
    {
        Address = $"127.0.0.1:{FreePort.Find().ToString(CultureInfo.InvariantCulture)}";
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
    }

    /// <summary>As in AWS_LAMBDA_RUNTIME_API.</summary>
    public string Address { get; }

    /// <param name="start">Of a function that takes an empty event.</param>
    /// <param name="expected">Its answer.</param>
    /// <exception cref="InvalidOperationException">It answers otherwise.</exception>
    public async Task<FunctionStart> MeasureAsync(ProcessStartInfo start, string expected, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var log = process.StandardOutput.ReadToEndAsync(cancellation);
        try
        {
            var next = await RequestAsync(process, log, cancellation);
            var initialized = Stopwatch.GetElapsedTime(began);
            await InvokeAsync(next, "first", cancellation);
            await AnsweredAsync(await RequestAsync(process, log, cancellation), expected);
            var first = Stopwatch.GetElapsedTime(began);

            next = await RequestAsync(process, log, cancellation);
            began = Stopwatch.GetTimestamp();
            await InvokeAsync(next, "second", cancellation);
            await AnsweredAsync(await RequestAsync(process, log, cancellation), expected);
            var second = Stopwatch.GetElapsedTime(began);
            // It asks for a third event; whoever comes next must not find that question here.
            (await RequestAsync(process, log, cancellation)).Response.Abort();
            return new FunctionStart(initialized, first, second, new ProcessTree(process.Id).PeakBytesOfRoot() / 1048576.0);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _listener.Close();

    private async Task<HttpListenerContext> RequestAsync(Process process, Task<string> log, CancellationToken cancellation)
    {
        var request = _listener.GetContextAsync();
        if (await Task.WhenAny(request, process.WaitForExitAsync(cancellation)).WaitAsync(Limit, cancellation) != request)
            throw new InvalidOperationException($"The function ended with exit code {process.ExitCode}:\n{await log}");
        return await request;
    }

    private static async Task InvokeAsync(HttpListenerContext next, string requestId, CancellationToken cancellation)
    {
        if (next.Request.HttpMethod != "GET")
            throw new InvalidOperationException($"The function says {next.Request.RawUrl}: {await new StreamReader(next.Request.InputStream).ReadToEndAsync(cancellation)}");
        var headers = next.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = requestId;
        headers["Lambda-Runtime-Deadline-Ms"] = TimeProvider.System.GetUtcNow().Add(Limit).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Trace-Id"] = "Root=1-0";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:111122223333:function:dispatch";
        next.Response.ContentLength64 = 2;
        await next.Response.OutputStream.WriteAsync("{}"u8.ToArray(), cancellation);
        next.Response.Close();
    }

    private static async Task AnsweredAsync(HttpListenerContext answer, string expected)
    {
        var body = await new StreamReader(answer.Request.InputStream).ReadToEndAsync();
        if (answer.Request.HttpMethod != "POST" || body != expected)
            throw new InvalidOperationException($"The function says {answer.Request.HttpMethod} {answer.Request.RawUrl}: {body}");
        answer.Response.StatusCode = (int)HttpStatusCode.Accepted;
        answer.Response.Close();
    }
}
