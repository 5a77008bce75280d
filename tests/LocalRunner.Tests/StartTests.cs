using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>StartExecution, DescribeExecution and the history of executions.</summary>
public sealed class StartTests : IAsyncDisposable
{
    private readonly Runners _runners = new();
    private readonly Script _script = new Script().With("Work", Answer.Of("1"));

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    [Fact]
    public async Task The_same_name_with_the_same_input_counts_as_started_while_it_runs()
    {
        var workflows = _runners.Open(Definitions.Work(), _script);

        (await workflows.StartAsync("b.e1", "{}", default)).Should().Be(WorkflowStart.Started);
        (await workflows.StartAsync("b.e1", "{}", default)).Should().Be(WorkflowStart.Started);
        (await workflows.StartAsync("b.e1", "{ }", default)).Should().Be(WorkflowStart.AlreadyExists, "the input differs by a byte");
        (await workflows.DescribeAsync("b.e1", default)).Should().Be(WorkflowStatus.Running);
        await _runners.RunToEndAsync(workflows);

        (await workflows.StartAsync("b.e1", "{}", default)).Should().Be(WorkflowStart.AlreadyExists, "it has ended");
        _script.Calls.Should().HaveCount(1);
    }

    [Fact]
    public async Task Nobody_knows_an_execution_that_was_never_started()
    {
        var workflows = _runners.Open(Definitions.Work(), _script);

        (await workflows.DescribeAsync("never", default)).Should().BeNull();
        (await workflows.ReadHistoryAsync("never", default)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public async Task A_name_that_Step_Functions_would_not_take_is_refused(string name)
    {
        var workflows = _runners.Open(Definitions.Work(), _script);

        await FluentActions.Awaiting(() => workflows.StartAsync(name, "{}", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => workflows.StartAsync(new string('a', 81), "{}", default).AsTask()).Should().ThrowAsync<ArgumentException>();
        (await workflows.StartAsync(new string('a', 80), "{}", default)).Should().Be(WorkflowStart.Started);
    }

    [Fact]
    public async Task An_input_that_is_not_JSON_or_too_large_is_refused()
    {
        var workflows = _runners.Open(Definitions.Work(), _script);

        foreach (var input in new[] { "", "{", '"' + new string('a', 256 * 1024) + '"' })
            await FluentActions.Awaiting(() => workflows.StartAsync("x", input, default).AsTask()).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task The_history_tells_every_step_with_its_time_also_to_a_reader_of_the_file()
    {
        var script = new Script().With("Work", Answer.Fails("Busy"), Answer.Of("1"));
        var workflows = _runners.Open(Definitions.Work(""" "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 7 }], """), script);
        var began = _runners.Time.GetUtcNow();
        await _runners.RunAsync(workflows);

        await using var reader = WorkflowHistory.Open(_runners.Options with { DatabasePath = _runners.Folder["workflows.db"] });
        var history = await reader.ReadAsync("x", default);

        history.Should().Equal(
            new HistoryEvent(began, HistoryKind.ExecutionStarted),
            new HistoryEvent(began, HistoryKind.StateEntered) { State = "Work" },
            new HistoryEvent(began, HistoryKind.TaskRetried) { State = "Work", Error = "Busy", Cause = "as scripted", RetryAfter = TimeSpan.FromSeconds(7) },
            new HistoryEvent(began.AddSeconds(7), HistoryKind.StateExited) { State = "Work" },
            new HistoryEvent(began.AddSeconds(7), HistoryKind.StateEntered) { State = "Done" },
            new HistoryEvent(began.AddSeconds(7), HistoryKind.StateExited) { State = "Done" },
            new HistoryEvent(began.AddSeconds(7), HistoryKind.ExecutionSucceeded));
    }

    [Fact]
    public void A_reader_creates_no_file()
    {
        var open = () => WorkflowHistory.Open(_runners.Options with { DatabasePath = _runners.Folder["none.db"] });

        open.Should().Throw<StorageSetupException>();
        File.Exists(_runners.Folder["none.db"]).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused_in_a_sentence()
    {
        await File.WriteAllTextAsync(_runners.Folder["workflows.db"], new string('x', 8_192));
        var open = () => _runners.Open(Definitions.Work(), _script);

        open.Should().Throw<StorageSetupException>().WithMessage("*damaged*");
    }

    [Fact]
    public async Task While_another_program_has_the_file_locked_a_start_says_unavailable_and_later_it_works()
    {
        _runners.Options = _runners.Options with { LockTimeout = TimeSpan.FromMilliseconds(50) };
        var workflows = _runners.Open(Definitions.Work(), _script);
        using (OutsideFile.Lock(_runners.Folder["workflows.db"]))
            await FluentActions.Awaiting(() => workflows.StartAsync("x", "{}", default).AsTask()).Should().ThrowAsync<StorageUnavailableException>();

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.Succeeded);
    }

    [Fact]
    public async Task A_closed_execution_is_forgotten_after_the_retention_and_a_running_one_never()
    {
        var script = new Script().With("Work", Answer.Of("1")).With("Slow", Answer.Of("1"));
        var workflows = _runners.Open(Definitions.Of(
            $$"""
            "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": 60, "ResultPath": "$.work", "Next": "If" },
            "If": { "Type": "Choice", "Choices": [{ "Variable": "$.slow", "BooleanEquals": true, "Next": "Wait" }], "Default": "Done" },
            "Wait": { "Type": "Wait", "Seconds": 10000000, "Next": "Done" },
            {{Definitions.Done}}
            """, timeoutSeconds: 20_000_000), script);
        await workflows.StartAsync("slow", """{"slow":true}""", default);
        await workflows.StartAsync("quick", """{"slow":false}""", default);
        await workflows.RunDueAsync(default);

        _runners.Time.Advance(TimeSpan.FromDays(90));
        await workflows.RunDueAsync(default);
        (await workflows.DescribeAsync("quick", default)).Should().Be(WorkflowStatus.Succeeded);
        _runners.Time.Advance(TimeSpan.FromHours(2));
        await workflows.RunDueAsync(default);

        (await workflows.DescribeAsync("quick", default)).Should().BeNull();
        (await workflows.ReadHistoryAsync("quick", default)).Should().BeEmpty();
        (await workflows.DescribeAsync("slow", default)).Should().Be(WorkflowStatus.Running);
    }
}
