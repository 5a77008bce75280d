using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using StoreScp.AwsCalls;

namespace StoreScp.Storage.Aws.StepFunctions;

/// <summary>Starts executions of a standard state machine and asks what became of them (Step Functions API StartExecution, DescribeExecution).</summary>
/// <remarks>Needs <c>states:StartExecution</c> on the machine and <c>states:DescribeExecution</c> on its executions. The <see cref="HttpClient"/> stays the caller's.</remarks>
public sealed partial class StepFunctionsStarter : IWorkflowStarter
{
    /// <summary>Of an execution's input (Step Functions' quota for input and output).</summary>
    private const int MaximumInputBytes = 256 * 1024;

    private readonly StateMachineArn _machine;
    private readonly AwsJsonCaller _caller;

    /// <exception cref="ArgumentException">The ARN is none of a state machine, or the access or the options cannot work.</exception>
    public StepFunctionsStarter(HttpClient http, AwsAccess access, string stateMachineArn, TimeProvider time, AwsCallOptions? options = null)
    {
        _machine = new StateMachineArn(stateMachineArn);
        _caller = new AwsJsonCaller(http, AwsJsonService.StepFunctions(access.Region, access.Endpoint), access.Credentials, options ?? new(), time);
    }

    /// <inheritdoc/>
    public async ValueTask<WorkflowStart> StartAsync(string name, string input, CancellationToken cancellation)
    {
        RequireName(name);
        if (Encoding.UTF8.GetByteCount(input) > MaximumInputBytes || !IsJson(input))
            throw new ArgumentException($"An execution's input is JSON of at most {MaximumInputBytes} bytes.", nameof(input));
        try
        {
            await _caller.CallAsync(
                "StartExecution", new StartExecutionRequest(_machine.Text, name, input), StepFunctionsJson.Default.StartExecutionRequest,
                StepFunctionsJson.Default.StartExecutionAnswer, cancellation);
            return WorkflowStart.Started;
        }
        catch (AwsCallException error) when (error.ErrorCode == "ExecutionAlreadyExists")
        {
            // The service itself takes the same input while it runs for the same start; this is for one that is sooner known than seen to run.
            var existing = await FindAsync(name, includedData: null, cancellation);
            return existing is not null && StatusOf(existing) == WorkflowStatus.Running && existing.Input == input ? WorkflowStart.Started : WorkflowStart.AlreadyExists;
        }
        catch (AwsCallException error)
        {
            throw Unavailable("StartExecution", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WorkflowStatus?> DescribeAsync(string name, CancellationToken cancellation)
    {
        RequireName(name);
        return await FindAsync(name, includedData: "METADATA_ONLY", cancellation) is { } execution ? StatusOf(execution) : null;
    }

    /// <summary>Finds out whether we may start executions without starting one: the service looks at rights before it refuses what cannot be a name, with an input that is no JSON.</summary>
    /// <exception cref="StorageUnavailableException">We may not, there is no such state machine, or the service cannot be reached.</exception>
    public async ValueTask RequireStartAllowedAsync(CancellationToken cancellation)
    {
        try
        {
            await _caller.CallAsync(
                "StartExecution", new StartExecutionRequest(_machine.Text, "not <a> name", "no JSON"), StepFunctionsJson.Default.StartExecutionRequest,
                StepFunctionsJson.Default.StartExecutionAnswer, cancellation);
        }
        catch (AwsCallException error) when (error.ErrorCode is "InvalidName" or "InvalidExecutionInput")
        {
            return;
        }
        catch (AwsCallException error)
        {
            throw Unavailable("StartExecution", error);
        }
        throw new StorageUnavailableException("Step Functions started an execution whose name and input cannot be.");
    }

    private async ValueTask<DescribeExecutionAnswer?> FindAsync(string name, string? includedData, CancellationToken cancellation)
    {
        try
        {
            return await _caller.CallAsync(
                "DescribeExecution", new DescribeExecutionRequest(_machine.Execution(name), includedData), StepFunctionsJson.Default.DescribeExecutionRequest,
                StepFunctionsJson.Default.DescribeExecutionAnswer, cancellation);
        }
        catch (AwsCallException error) when (error.ErrorCode == "ExecutionDoesNotExist")
        {
            return null;
        }
        catch (AwsCallException error)
        {
            throw Unavailable("DescribeExecution", error);
        }
    }

    private static WorkflowStatus StatusOf(DescribeExecutionAnswer execution) => execution.Status switch
    {
        // Operators may redrive an execution: it is about to run again.
        "RUNNING" or "PENDING_REDRIVE" => WorkflowStatus.Running,
        "SUCCEEDED" => WorkflowStatus.Succeeded,
        "FAILED" => WorkflowStatus.Failed,
        "TIMED_OUT" => WorkflowStatus.TimedOut,
        "ABORTED" => WorkflowStatus.Aborted,
        // Guessing would start a second import, or none.
        _ => throw new StorageUnavailableException($"Step Functions says that the execution is {execution.Status}, which this version does not know."),
    };

    private static StorageUnavailableException Unavailable(string operation, AwsCallException error) =>
        new($"Step Functions, {operation}: {error.ErrorCode}: {error.Message}{(error.RequestId is null ? "" : $" (request {error.RequestId})")}", error);

    private static void RequireName(string name)
    {
        if (!ExecutionName().IsMatch(name))
            throw new ArgumentException("An execution's name is 1 to 80 letters, digits, '.', '_' and '-'.", nameof(name));
    }

    private static bool IsJson(string input)
    {
        try
        {
            JsonDocument.Parse(input).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExecutionName();
}
