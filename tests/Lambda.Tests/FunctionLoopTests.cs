using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using StoreScp.HealthImaging;
using StoreScp.Lambda.Runtime;
using StoreScp.Storage;

namespace StoreScp.Lambda.Tests;

public sealed class FunctionLoopTests
{
    private static readonly LambdaFunction Echo = (invocation, _) => new(invocation.Event);

    [Fact]
    public async Task The_answer_of_a_function_is_the_invocations()
    {
        await using var loop = await RunningLoop.StartAsync(Echo);
        loop.Invoke("""{"name":"Zoë"}""");
        (await loop.Server.AnswerAsync()).Should().Be(new RuntimeAnswer("invocation/r-1/response", null, """{"name":"Zoë"}"""));
    }

    [Fact]
    public async Task One_process_takes_invocation_after_invocation()
    {
        await using var loop = await RunningLoop.StartAsync((invocation, _) => invocation.Event == "1" ? throw new WorkflowTaskException("Results.NotYet", "Later.") : new(invocation.Event));
        loop.Invoke("1").Invoke("2").Invoke("3");
        (await loop.Server.AnswerAsync()).ErrorType.Should().Be("Results.NotYet");
        (await loop.Server.AnswerAsync()).Should().Be(new RuntimeAnswer("invocation/r-2/response", null, "2"));
        (await loop.Server.AnswerAsync()).Should().Be(new RuntimeAnswer("invocation/r-3/response", null, "3"));
        loop.Log.Select(line => (bool)line["coldStart"]!).Should().Equal(true, false, false);
    }

    public static TheoryData<Exception, string, string> Errors() => new()
    {
        { new WorkflowTaskException("Batch.Overtaken", "Batch b1 is Imported."), "Batch.Overtaken", "Batch b1 is Imported." },
        { new StorageUnavailableException("S3 is away."), "Storage.Unavailable", "S3 is away." },
        { new ThrottlingException(new("ThrottlingException", "Slow down.", HttpStatusCode.TooManyRequests)), "MedicalImaging.ThrottlingException", "Slow down." },
        { new HealthImagingException(new("CredentialsUnavailable", "None.")), "MedicalImaging.InternalServerException", "None." },
        { new JsonException("secret", "$.batchId", 1, 7), "Input.Invalid", "The input cannot be read: byte 7 of line 1, at $.batchId." },
        { new InvalidOperationException("secret"), "Function.Fault", "A fault of storescp itself: System.InvalidOperationException; its stack is in the log." },
        { new OperationCanceledException("secret"), "Function.Fault", "A fault of storescp itself: System.OperationCanceledException; its stack is in the log." },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_a_function_throws_has_a_stable_name(Exception thrown, string errorType, string errorMessage)
    {
        await using var loop = await RunningLoop.StartAsync((_, _) => throw thrown);
        loop.Invoke();
        var answer = await loop.Server.AnswerAsync();
        answer.Path.Should().Be("invocation/r-1/error");
        answer.ErrorTypeHeader.Should().Be(errorType);
        answer.ErrorType.Should().Be(errorType);
        answer.ErrorMessage.Should().Be(errorMessage);
        answer.Json["stackTrace"]!.AsArray().Should().BeEmpty();
        loop.LogText.Should().NotContain("secret");
    }

    [Fact]
    public async Task A_fault_has_its_stack_in_the_log_and_no_text_of_its_own()
    {
        await using var loop = await RunningLoop.StartAsync((_, _) => throw new InvalidOperationException("secret"));
        loop.Invoke();
        await loop.Server.AnswerAsync();
        ((string?)loop.Log.Single()["stack"]).Should().Contain(nameof(A_fault_has_its_stack_in_the_log_and_no_text_of_its_own));
    }

    [Fact]
    public async Task A_function_is_cancelled_a_second_before_its_deadline()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var begun = new TaskCompletionSource();
        await using var loop = await RunningLoop.StartAsync(async (_, cancellation) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return "";
        }, time);
        loop.Invoke(deadline: time.GetUtcNow().AddSeconds(60));
        await begun.Task;
        time.Advance(TimeSpan.FromSeconds(59) - TimeSpan.FromMilliseconds(1));
        loop.Server.HasMoreAnswers.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        var answer = await loop.Server.AnswerAsync();
        answer.ErrorType.Should().Be("Sandbox.Timedout");
        answer.ErrorMessage.Should().Be("The function did not end within its time, 59 s.");
        ((double)loop.Log.Single()["durationMs"]!).Should().Be(59_000);
    }

    [Fact]
    public async Task A_deadline_that_is_over_leaves_no_time_to_begin()
    {
        await using var loop = await RunningLoop.StartAsync(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return "";
        });
        loop.Invoke(deadline: DateTimeOffset.UnixEpoch);
        (await loop.Server.AnswerAsync()).ErrorType.Should().Be("Sandbox.Timedout");
    }

    [Fact]
    public async Task A_function_that_goes_on_after_its_deadline_ends_the_process()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var begun = new TaskCompletionSource();
        var never = new TaskCompletionSource<string>();
        await using var loop = await RunningLoop.StartAsync(async (_, _) =>
        {
            begun.SetResult();
            return await never.Task;
        }, time);
        loop.Invoke(deadline: time.GetUtcNow().AddSeconds(60)).Invoke();
        await begun.Task;
        // The time to wind down begins when the deadline was noticed, on another thread.
        var answer = loop.Server.AnswerAsync();
        for (time.Advance(TimeSpan.FromSeconds(59)); !answer.IsCompleted; time.Advance(TimeSpan.FromSeconds(1)))
            await Task.Yield();
        (await loop.Ending).Should().BeFalse();
        (await answer).ErrorType.Should().Be("Sandbox.Timedout");
        loop.Server.HasMoreAnswers.Should().BeFalse("the second invocation is another process's");
        never.SetCanceled();
    }

    [Fact]
    public async Task A_connection_that_broke_while_waiting_is_made_again()
    {
        await using var loop = await RunningLoop.StartAsync(Echo);
        loop.Server.BreakConnection().BreakConnection();
        loop.Invoke("1");
        (await loop.Server.AnswerAsync()).Body.Should().Be("1");
        loop.Log.Count(line => (string?)line["level"] == "WARN").Should().Be(2);
    }

    [Fact]
    public async Task A_runtime_API_that_keeps_breaking_ends_the_loop()
    {
        await using var loop = await RunningLoop.StartAsync(Echo);
        loop.Server.BreakConnection().BreakConnection().BreakConnection();
        await loop.Ending.Awaiting(task => task).Should().ThrowAsync<RuntimeApiException>();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_runtime_API_that_refuses_ends_the_loop(int status)
    {
        await using var loop = await RunningLoop.StartAsync(Echo);
        loop.Server.Refuse(status);
        await loop.Ending.Awaiting(task => task).Should().ThrowAsync<RuntimeApiException>().WithMessage($"*{status}*");
    }

    [Fact]
    public async Task An_answer_that_is_not_taken_ends_the_loop()
    {
        await using var loop = await RunningLoop.StartAsync(Echo);
        loop.Server.AnswerStatus = HttpStatusCode.RequestEntityTooLarge;
        loop.Invoke();
        await loop.Ending.Awaiting(task => task).Should().ThrowAsync<RuntimeApiException>().WithMessage("*413*");
    }

    [Fact]
    public async Task A_log_line_says_what_happened_and_nothing_of_the_event()
    {
        await using var loop = await RunningLoop.StartAsync(Echo);
        loop.Invoke("""{"name":"secret"}""");
        await loop.Server.AnswerAsync();
        var line = loop.Log.Single();
        ((string?)line["function"]).Should().Be("Test");
        ((string?)line["message"]).Should().Be("succeeded");
        ((string?)line["requestId"]).Should().Be("r-1");
        ((string?)line["traceId"]).Should().Be("Root=1-1");
        loop.LogText.Should().NotContain("secret");
    }
}
