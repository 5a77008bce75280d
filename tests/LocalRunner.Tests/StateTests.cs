using System.Text.Json.Nodes;
using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>Task results, Wait, Choice, Succeed and Fail, as the Amazon States Language has them.</summary>
public sealed class StateTests : IAsyncDisposable
{
    private readonly Runners _runners = new();

    public ValueTask DisposeAsync() => _runners.DisposeAsync();

    [Fact]
    public async Task A_Task_gets_the_whole_state_and_adds_its_result_to_it()
    {
        var script = new Script().With("Work", Answer.Of("""{"id":"é<1>"}""")).With("After", Answer.Of("1"));
        var workflows = _runners.Open(Definitions.Of(
            $$"""
            "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": 60, "ResultPath": "$.deep.work", "Next": "After" },
            "After": { "Type": "Task", "Resource": "${After}", "TimeoutSeconds": 60, "ResultPath": "$.after", "Next": "Done" },
            {{Definitions.Done}}
            """), script);

        (await _runners.RunAsync(workflows, """{"batchId":"b"}""")).Should().Be(WorkflowStatus.Succeeded);

        script.Inputs.Should().Equal("""{"batchId":"b"}""", """{"batchId":"b","deep":{"work":{"id":"é<1>"}}}""");
    }

    [Fact]
    public async Task A_result_without_a_place_is_an_error_that_a_Catch_can_name()
    {
        var script = new Script().With("Work", Answer.Of("1"));
        var workflows = _runners.Open(Definitions.Work(""" "Catch": [{ "ErrorEquals": ["States.ResultPathMatchFailure"], "ResultPath": "$.error", "Next": "Done" }], """)
            .Replace("$.work", "$.text.work"), script);

        (await _runners.RunAsync(workflows, """{"text":"no object"}""")).Should().Be(WorkflowStatus.Succeeded);
    }

    [Theory]
    [InlineData("oops")]
    [InlineData("")]
    [InlineData("""{"a":1,"a":2}""")]
    public async Task An_output_that_is_not_JSON_fails_the_execution(string output)
    {
        var script = new Script().With("Work", (_, _) => ValueTask.FromResult(output));
        var workflows = _runners.Open(Definitions.Work(""" "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Done" }], """), script);

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.Failed);
        (await workflows.ReadHistoryAsync("x", default))[^1].Error.Should().Be("States.Runtime");
    }

    [Theory]
    [InlineData(64, WorkflowStatus.Succeeded)]
    [InlineData(65, WorkflowStatus.Failed)]
    public async Task An_output_of_64_levels_passes_and_one_more_does_not(int levels, WorkflowStatus expected)
    {
        var script = new Script().With("Work", (_, _) => ValueTask.FromResult(new string('[', levels) + new string(']', levels)));
        var workflows = _runners.Open(Definitions.Of(
            $$"""
            "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": 60, "ResultPath": "$.a.b.c", "Next": "If" },
            "If": { "Type": "Choice", "Choices": [{ "Variable": "$.a.b.c", "StringEquals": "x", "Next": "Done" }], "Default": "Done" },
            {{Definitions.Done}}
            """), script);

        (await _runners.RunAsync(workflows)).Should().Be(expected);
    }

    [Theory]
    [InlineData(""" "Seconds": 90 """, 90)]
    [InlineData(""" "SecondsPath": "$.pollSeconds" """, 20)]
    public async Task A_Wait_takes_its_seconds(string field, int seconds)
    {
        var workflows = _runners.Open(Definitions.Of($$""" "Wait": { "Type": "Wait", {{field}}, "Next": "Done" }, {{Definitions.Done}} """), new Script());
        await workflows.StartAsync("x", """{"pollSeconds":20}""", default);

        (await _runners.RunToEndAsync(workflows)).Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"pollSeconds":"20"}""")]
    [InlineData("""{"pollSeconds":-1}""")]
    public async Task A_Wait_without_a_number_of_seconds_fails_the_execution(string input)
    {
        var workflows = _runners.Open(Definitions.Of($$""" "Wait": { "Type": "Wait", "SecondsPath": "$.pollSeconds", "Next": "Done" }, {{Definitions.Done}} """), new Script());

        (await _runners.RunAsync(workflows, input)).Should().Be(WorkflowStatus.Failed);
    }

    [Theory]
    [InlineData("""{"v":"a"}""", "Text")]
    [InlineData("""{"v":true}""", "True")]
    [InlineData("""{"v":1}""", "More")]
    [InlineData("""{"v":0.5}""", "More")]
    [InlineData("""{"v":0}""", "Other")]
    [InlineData("""{"v":false}""", "Other")]
    [InlineData("""{"v":"true"}""", "Other")]
    [InlineData("""{"v":"1"}""", "Other")]
    [InlineData("""{"v":null}""", "Other")]
    public async Task A_Choice_takes_the_first_rule_that_matches_by_type_and_value(string input, string reached)
    {
        var workflows = _runners.Open(Definitions.Of(
            """
            "If": { "Type": "Choice", "Default": "Other", "Choices": [
              { "Variable": "$.v", "StringEquals": "a", "Next": "Text" },
              { "Variable": "$.v", "BooleanEquals": true, "Next": "True" },
              { "Variable": "$.v", "NumericGreaterThan": 0, "Next": "More" } ] },
            "Text": { "Type": "Succeed" }, "True": { "Type": "Succeed" }, "More": { "Type": "Succeed" }, "Other": { "Type": "Succeed" }
            """), new Script());

        await _runners.RunAsync(workflows, input);

        (await workflows.ReadHistoryAsync("x", default)).Last(one => one.Kind == HistoryKind.StateEntered).State.Should().Be(reached);
    }

    [Theory]
    [InlineData("{}", "States.Runtime")]
    [InlineData("""{"v":"b"}""", "States.NoChoiceMatched")]
    public async Task A_Choice_without_a_way_on_fails_the_execution(string input, string error)
    {
        var workflows = _runners.Open(Definitions.Of(
            $$""" "If": { "Type": "Choice", "Choices": [{ "Variable": "$.v", "StringEquals": "a", "Next": "Done" }] }, {{Definitions.Done}} """), new Script());

        (await _runners.RunAsync(workflows, input)).Should().Be(WorkflowStatus.Failed);
        (await workflows.ReadHistoryAsync("x", default))[^1].Error.Should().Be(error);
    }

    [Fact]
    public async Task A_Fail_ends_with_its_error_and_cause()
    {
        var workflows = _runners.Open(Definitions.Of(""" "No": { "Type": "Fail", "Error": "Batch.Failed", "Cause": "why" } """), new Script());

        (await _runners.RunAsync(workflows)).Should().Be(WorkflowStatus.Failed);
        (await workflows.ReadHistoryAsync("x", default))[^1].Should()
            .Be(new HistoryEvent(_runners.Time.GetUtcNow(), HistoryKind.ExecutionFailed) { Error = "Batch.Failed", Cause = "why" });
    }

    [Theory]
    [InlineData(0, WorkflowStatus.Succeeded)]
    [InlineData(1, WorkflowStatus.Failed)]
    public async Task A_state_of_256_KiB_passes_and_one_byte_more_does_not(int more, WorkflowStatus expected)
    {
        const string AroundIt = """{"work":""}""";
        var text = new string('a', 256 * 1024 - AroundIt.Length + more);
        var script = new Script().With("Work", Answer.Of(JsonValue.Create(text).ToJsonString()));
        var workflows = _runners.Open(Definitions.Work(""" "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Done" }], """), script);

        (await _runners.RunAsync(workflows)).Should().Be(expected, "States.ALL does not catch States.DataLimitExceeded");
    }

    [Fact]
    public async Task A_workflow_in_circles_ends_at_25000_events()
    {
        var workflows = _runners.Open(Definitions.Of(
            """ "A": { "Type": "Wait", "Seconds": 0, "Next": "B" }, "B": { "Type": "Choice", "Default": "A", "Choices": [{ "Variable": "$.v", "StringEquals": "a", "Next": "Done" }] }, """
            + Definitions.Done), new Script());

        await workflows.StartAsync("x", """{"v":"b"}""", default);
        OutsideFile.Execute(_runners.Folder["workflows.db"], "UPDATE execution SET events = 24900");
        await _runners.RunToEndAsync(workflows);

        (await workflows.DescribeAsync("x", default)).Should().Be(WorkflowStatus.Failed);
        (await workflows.ReadHistoryAsync("x", default)).Should().HaveCount(2 + 100 + 1)
            .And.Subject.Last().Error.Should().Be("States.Runtime");
    }
}
