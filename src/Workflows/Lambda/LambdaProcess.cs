using StoreScp.Lambda.Functions;
using StoreScp.Lambda.Metrics;
using StoreScp.Lambda.Runtime;
using StoreScp.Lambda.Settings;
using StoreScp.Storage;

namespace StoreScp.Lambda;

/// <summary>The life of one process: settings, function, loop; what cannot begin is told to the runtime API.</summary>
/// <param name="environment">Of the process.</param>
/// <param name="open">Opens the ports.</param>
/// <param name="output">Where log lines and metrics go.</param>
internal sealed class LambdaProcess(
    IReadOnlyDictionary<string, string> environment, Func<FunctionSettings, TimeProvider, CancellationToken, Task<ImportPorts>> open, Stream output, TimeProvider time)
{
    private const int Ended = 0;
    private const int Failed = 1;

    /// <returns>The exit code: 0 when cancelled, 1 when Lambda must begin another process.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var handler = environment.GetValueOrDefault("_HANDLER") ?? "";
        var log = new FunctionLog(output, handler, time);
        if (environment.GetValueOrDefault("AWS_LAMBDA_RUNTIME_API") is not { Length: > 0 } address)
        {
            log.Gone(new(FunctionError.InitFault, "AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda, or by what stands in for it."));
            return Failed;
        }
        using var api = new RuntimeApi(address);
        try
        {
            var (loop, error) = await BeginAsync(handler, api, log, cancellation);
            if (loop is not null)
                return await loop.RunAsync(cancellation) ? Ended : Failed;
            await api.FailInitAsync(error!);
        }
        catch (RuntimeApiException exception)
        {
            log.Gone(new("Runtime.Unreachable", exception.Message), exception);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Ended;
        }
        return Failed;
    }

    private async Task<(FunctionLoop? Loop, FunctionError? Error)> BeginAsync(string handler, RuntimeApi api, FunctionLog log, CancellationToken cancellation)
    {
        try
        {
            var settings = FunctionSettingsReader.Read(environment);
            var metrics = new DeliveryMetrics(output, settings.MetricsEnvironment, time);
            var functions = new FunctionTable(await open(settings, time, cancellation), settings, metrics, time);
            return functions.Find(handler) is { } function
                ? (new FunctionLoop(api, function, log, metrics, time), null)
                : Fail(log, new(FunctionError.UnknownHandler, $"There is no function '{handler}'; the handler is one of {string.Join(", ", functions.Names)}."));
        }
        catch (SettingsException exception)
        {
            return Fail(log, new(FunctionError.InvalidSettings, exception.Message));
        }
        catch (StorageUnavailableException exception)
        {
            // As from a Task that has begun: the workflow tries it again.
            return Fail(log, FunctionError.Of(exception));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Fail(log, new(FunctionError.InitFault, $"The function cannot begin: {exception.GetType().Name}: {exception.Message}"), exception);
        }
    }

    private static (FunctionLoop? Loop, FunctionError? Error) Fail(FunctionLog log, FunctionError error, Exception? exception = null)
    {
        log.Gone(error, exception);
        return (null, error);
    }
}
