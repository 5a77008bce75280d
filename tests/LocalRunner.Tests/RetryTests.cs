using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>Retry and Catch (Amazon States Language, "Errors").</summary>
public sealed class RetryTests : IAsyncDisposable
{
    private readonly Runners _runners = new();

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    private async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string fields, WorkflowStatus expected, params Answer[] answers)
    {
        var workflows = _runners.Open(Definitions.Work(fields), new Script().With("Work", answers));
        (await _runners.RunAsync(workflows)).Should().Be(expected);
        return await workflows.ReadHistoryAsync("x", default);
    }

    private static IEnumerable<double> Delays(IEnumerable<HistoryEvent> history) =>
        history.Where(one => one.Kind == HistoryKind.TaskRetried).Select(one => one.RetryAfter!.Value.TotalSeconds);

    [Fact]
    public async Task Delays_grow_by_the_rate_up_to_the_maximum()
    {
        var history = await HistoryAsync(
            """ "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 50, "MaxAttempts": 5 }], """,
            WorkflowStatus.Failed, Answer.Fails("Busy"));

        Delays(history).Should().Equal(2, 6, 18, 50, 50);
        history[^1].Should().Match<HistoryEvent>(end => end.Kind == HistoryKind.ExecutionFailed && end.Error == "Busy" && end.Cause == "as scripted");
    }

    [Fact]
    public async Task Full_jitter_takes_anything_up_to_the_delay_and_repeats_with_its_seed()
    {
        const string Retry = """ "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 8, "BackoffRate": 1, "MaxAttempts": 50, "JitterStrategy": "FULL" }], """;
        var first = Delays(await HistoryAsync(Retry, WorkflowStatus.Failed, Answer.Fails("Busy"))).ToList();

        first.Should().HaveCount(50).And.OnlyContain(delay => delay >= 0 && delay < 8);
        first.Should().Contain(delay => delay < 2).And.Contain(delay => delay > 6);
        await using var again = new Runners();
        var workflows = again.Open(Definitions.Work(Retry), new Script().With("Work", Answer.Fails("Busy")));
        await again.RunAsync(workflows);
        Delays(await workflows.ReadHistoryAsync("x", default)).Should().Equal(first);
    }

    [Fact]
    public async Task Each_retrier_counts_for_itself()
    {
        var history = await HistoryAsync(
            """
            "Retry": [{ "ErrorEquals": ["A"], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 2 },
                      { "ErrorEquals": ["B"], "IntervalSeconds": 10, "BackoffRate": 2, "MaxAttempts": 2 }],
            """,
            WorkflowStatus.Failed, Answer.Fails("A"), Answer.Fails("B"), Answer.Fails("A"), Answer.Fails("B"), Answer.Fails("A"));

        Delays(history).Should().Equal(1, 10, 2, 20);
    }

    [Fact]
    public async Task Counts_begin_anew_when_the_state_is_entered_again()
    {
        var script = new Script()
            .With("Work", Answer.Fails("A"), Answer.Of("1"), Answer.Fails("A"), Answer.Of("2"))
            .With("Again", Answer.Of("true"), Answer.Of("false"));
        var workflows = _runners.Open(Definitions.Of(
            $$"""
            "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": 60, "ResultPath": "$.work", "Next": "Again",
              "Retry": [{ "ErrorEquals": ["A"], "IntervalSeconds": 3, "MaxAttempts": 1 }] },
            "Again": { "Type": "Task", "Resource": "${Again}", "TimeoutSeconds": 60, "ResultPath": "$.again", "Next": "If" },
            "If": { "Type": "Choice", "Choices": [{ "Variable": "$.again", "BooleanEquals": true, "Next": "Work" }], "Default": "Done" },
            {{Definitions.Done}}
            """), script);

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.Succeeded);
        Delays(await workflows.ReadHistoryAsync("x", default)).Should().Equal(3, 3);
    }

    [Fact]
    public async Task The_first_retrier_that_matches_decides_even_when_it_is_used_up() =>
        Delays(await HistoryAsync(
            """ "Retry": [{ "ErrorEquals": ["A"], "MaxAttempts": 0 }, { "ErrorEquals": ["States.ALL"], "MaxAttempts": 3 }], """,
            WorkflowStatus.Failed, Answer.Fails("A"))).Should().BeEmpty();

    [Theory]
    [InlineData("States.ALL", "Anything", true)]
    [InlineData("States.TaskFailed", "Anything", true)]
    [InlineData("States.TaskFailed", "States.Timeout", false)]
    [InlineData("States.Timeout", "States.Timeout", true)]
    [InlineData("States.ALL", "States.Timeout", true)]
    [InlineData("States.ALL", "States.Runtime", false)]
    [InlineData("States.ALL", "States.DataLimitExceeded", false)]
    [InlineData("States.DataLimitExceeded", "States.DataLimitExceeded", true)]
    [InlineData("Batch.Failed", "Batch.Failed.Again", false)]
    public async Task Wildcards_match_what_the_language_says(string errorEquals, string error, bool caught) =>
        await HistoryAsync(
            $$""" "Catch": [{ "ErrorEquals": ["{{errorEquals}}"], "ResultPath": "$.error", "Next": "Done" }], """,
            caught ? WorkflowStatus.Succeeded : WorkflowStatus.Failed, Answer.Fails(error));

    [Fact]
    public async Task A_Catch_comes_after_the_retries_and_puts_the_error_at_its_path()
    {
        var script = new Script().With("Work", Answer.Fails("A")).With("Mend", Answer.Of("1"));
        var workflows = _runners.Open(Definitions.Of(
            $$"""
            "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": 60, "ResultPath": "$.work", "Next": "Done",
              "Retry": [{ "ErrorEquals": ["A"], "MaxAttempts": 2 }],
              "Catch": [{ "ErrorEquals": ["B"], "ResultPath": "$.b", "Next": "Done" }, { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Mend" }] },
            "Mend": { "Type": "Task", "Resource": "${Mend}", "TimeoutSeconds": 60, "ResultPath": "$.mended", "Next": "Done" },
            {{Definitions.Done}}
            """), script);

        (await _runners.RunAsync(workflows, """{"batchId":"b"}""")).Should().Be(WorkflowStatus.Succeeded);

        script.Calls.Should().Equal("Work", "Work", "Work", "Mend");
        script.Inputs.Last().Should().Be("""{"batchId":"b","error":{"Error":"A","Cause":"as scripted"}}""");
    }

    [Fact]
    public async Task An_exception_of_another_type_has_the_name_of_its_type()
    {
        var script = new Script().With("Work", (_, _) => throw new FormatException("bad"));
        var workflows = _runners.Open(Definitions.Work(""" "Catch": [{ "ErrorEquals": ["FormatException"], "ResultPath": "$.error", "Next": "Done" }], """), script);

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.Succeeded);
        (await workflows.ReadHistoryAsync("x", default)).Single(one => one.Kind == HistoryKind.TaskCaught).Error.Should().Be("FormatException");
    }

    [Fact]
    public async Task An_error_and_its_cause_are_cut_to_the_limits_of_Step_Functions()
    {
        var script = new Script().With("Work", (_, _) => throw new WorkflowTaskException(new string('e', 300), new string('c', 40_000)));
        var workflows = _runners.Open(Definitions.Work(), script);

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.Failed);
        (await workflows.ReadHistoryAsync("x", default))[^1].Should().Match<HistoryEvent>(end => end.Error!.Length == 256 && end.Cause!.Length == 32_768);
    }
}
