using StoreScp.Lambda.Metrics;

namespace StoreScp.Lambda.Runtime;

/// <summary>The loop of a custom runtime: next invocation, the function within its deadline, answer; until the process is ended or cannot go on.</summary>
internal sealed class FunctionLoop(RuntimeApi api, LambdaFunction function, FunctionLog log, DeliveryMetrics metrics, TimeProvider time)
{
    /// <summary>Before Lambda's deadline: enough to say why, which Lambda itself could not.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(1);

    /// <summary>For a cancelled function to stop what it does.</summary>
    private static readonly TimeSpan WindDown = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than any function may run: a timer cannot wait for a deadline that is none.</summary>
    private static readonly TimeSpan LongestBudget = TimeSpan.FromHours(1);

    private const int NextAttempts = 3;
    private static readonly TimeSpan NextPause = TimeSpan.FromMilliseconds(100);

    /// <returns>False when a function went on after its deadline: this process must not take another invocation.</returns>
    /// <exception cref="RuntimeApiException">The runtime API cannot be worked with any more.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        for (var isColdStart = true; !cancellation.IsCancellationRequested; isColdStart = false)
        {
            var invocation = await NextAsync(cancellation);
            // Where AWS's SDK looks for it.
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            if (!await HandleAsync(invocation, isColdStart))
                return false;
        }
        return true;
    }

    private async Task<Invocation> NextAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await api.NextAsync(cancellation);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                if (attempt == NextAttempts)
                    throw new RuntimeApiException($"The runtime API cannot be reached: {error.Message}", error);
                log.LostConnection(error.Message);
                await Task.Delay(NextPause, time, cancellation);
            }
        }
    }

    /// <returns>False when the function is still at it.</returns>
    private async Task<bool> HandleAsync(Invocation invocation, bool isColdStart)
    {
        var began = time.GetTimestamp();
        var budget = BudgetOf(invocation);
        using var deadline = new CancellationTokenSource(budget, time);
        var running = Task.Run(() => function(invocation, deadline.Token).AsTask(), CancellationToken.None);
        FunctionError? error = null;
        Exception? exception = null;
        var output = "";
        try
        {
            output = await running.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            error = new FunctionError(FunctionError.OutOfTime, FormattableString.Invariant($"The function did not end within its time, {budget.TotalSeconds:0.#} s."));
        }
        catch (Exception fault)
        {
            (error, exception) = (FunctionError.Of(fault), fault);
        }
        var hasEnded = error?.ErrorType != FunctionError.OutOfTime || await EndsAsync(running);

        metrics.Write();
        log.Ended(invocation, time.GetElapsedTime(began), isColdStart, error, exception);
        await (error is null ? api.RespondAsync(invocation.RequestId, output) : api.FailAsync(invocation.RequestId, error));
        return hasEnded;
    }

    private TimeSpan BudgetOf(Invocation invocation)
    {
        var budget = invocation.Deadline - time.GetUtcNow() - Reserve;
        return budget < TimeSpan.Zero ? TimeSpan.Zero : budget < LongestBudget ? budget : LongestBudget;
    }

    private async Task<bool> EndsAsync(Task running)
    {
        try
        {
            await running.WaitAsync(WindDown, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (Exception)
        {
            // Cancelled as it should be, or fallen over it: the answer is the deadline's.
        }
        return true;
    }
}
