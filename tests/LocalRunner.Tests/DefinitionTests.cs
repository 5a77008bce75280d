using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.LocalRunner.Tests;

/// <summary>What the runner does not do, it refuses at the start.</summary>
public sealed class DefinitionTests
{
    private const string Done = Definitions.Done;

    private static WorkflowDefinitionException Refused(string definition)
    {
        using var folder = new TemporaryFolder();
        var script = new Script().With("Work", Answer.Of("{}"));
        var options = new LocalRunnerOptions { DatabasePath = folder["never.db"], Holder = "one" };
        var open = () => new LocalWorkflows(definition, script.Handlers, options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var refusal = open.Should().Throw<WorkflowDefinitionException>().Which;
        File.Exists(options.DatabasePath).Should().BeFalse();
        return refusal;
    }

    [Theory]
    [InlineData("Pass")]
    [InlineData("Parallel")]
    [InlineData("Map")]
    public void A_state_type_that_is_not_supported_is_refused_by_name(string type)
    {
        var refusal = Refused(Definitions.Of($$""" "Strange": { "Type": "{{type}}", "Next": "Done" }, {{Done}} """));

        refusal.State.Should().Be("Strange");
        refusal.Field.Should().Be("Type");
        refusal.Message.Should().Contain(type);
    }

    [Theory]
    [InlineData(""" "Parameters": { "a.$": "$.b" }, """, "Parameters")]
    [InlineData(""" "InputPath": "$.a", """, "InputPath")]
    [InlineData(""" "OutputPath": "$.a", """, "OutputPath")]
    [InlineData(""" "ResultSelector": {}, """, "ResultSelector")]
    [InlineData(""" "HeartbeatSeconds": 5, """, "HeartbeatSeconds")]
    [InlineData(""" "TimeoutSecondsPath": "$.a", """, "TimeoutSecondsPath")]
    [InlineData(""" "QueryLanguage": "JSONata", """, "QueryLanguage")]
    [InlineData(""" "Assign": {}, """, "Assign")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["A"], "Surprise": 1 }], """, "Retry[0].Surprise")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["A"], "JitterStrategy": "HALF" }], """, "Retry[0].JitterStrategy")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["A"], "IntervalSeconds": 0 }], """, "Retry[0].IntervalSeconds")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["A"], "BackoffRate": 0.5 }], """, "Retry[0].BackoffRate")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["A"], "IntervalSeconds": 5, "MaxDelaySeconds": 5 }], """, "Retry[0].MaxDelaySeconds")]
    [InlineData(""" "Retry": [{ "ErrorEquals": [] }], """, "Retry[0].ErrorEquals")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["States.ALL", "A"] }], """, "Retry[0].ErrorEquals")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["States.Runtime"] }], """, "Retry[0].ErrorEquals")]
    [InlineData(""" "Retry": [{ "ErrorEquals": ["States.ALL"] }, { "ErrorEquals": ["A"] }], """, "Retry")]
    [InlineData(""" "Catch": [{ "ErrorEquals": ["A"], "ResultPath": "$.e", "Next": "Done", "Output": 1 }], """, "Catch[0].Output")]
    [InlineData(""" "Catch": [{ "ErrorEquals": ["A"], "Next": "Done" }], """, "Catch[0].ResultPath")]
    [InlineData(""" "Catch": [{ "ErrorEquals": ["A"], "ResultPath": "$.e", "Next": "Gone" }], """, "Next")]
    public void A_field_of_a_Task_that_is_not_supported_is_refused_by_name(string field, string named)
    {
        var refusal = Refused(Definitions.Work(field));

        refusal.State.Should().Be("Work");
        refusal.Field.Should().Be(named);
    }

    [Theory]
    [InlineData("$")]
    [InlineData("$.a[0]")]
    [InlineData("$..a")]
    [InlineData("$$.Execution.Name")]
    [InlineData("$['a']")]
    [InlineData("States.Format('{}', $.a)")]
    public void A_path_or_an_intrinsic_that_is_not_supported_is_refused(string path) =>
        Refused(Definitions.Of($$""" "Wait": { "Type": "Wait", "SecondsPath": "{{path}}", "Next": "Done" }, {{Done}} """)).Field.Should().Be("SecondsPath");

    [Theory]
    [InlineData(""" "StringGreaterThan": "a" """, "StringGreaterThan")]
    [InlineData(""" "NumericEquals": 1 """, "NumericEquals")]
    [InlineData(""" "IsPresent": true """, "IsPresent")]
    [InlineData(""" "StringEquals": "a", "BooleanEquals": true """, "BooleanEquals")]
    [InlineData(""" "StringEquals": 1 """, "StringEquals")]
    [InlineData(""" "BooleanEquals": "true" """, "BooleanEquals")]
    public void An_operator_that_is_not_supported_is_refused(string comparison, string named) =>
        Refused(Definitions.Of($$""" "If": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "Next": "Done", {{comparison}} }] }, {{Done}} """))
            .Field.Should().Be("Choices[0]." + named);

    [Fact]
    public void An_And_of_rules_is_refused() =>
        Refused(Definitions.Of($$""" "If": { "Type": "Choice", "Choices": [{ "And": [], "Next": "Done" }] }, {{Done}} """)).State.Should().Be("If");

    [Fact]
    public void A_Task_without_a_handler_is_refused() =>
        Refused(Definitions.Work().Replace("${Work}", "${Unknown}")).Should().Match<WorkflowDefinitionException>(refusal =>
            refusal.State == "Work" && refusal.Field == "Resource" && refusal.Message.Contains("${Unknown}"));

    [Fact]
    public void A_Task_without_a_time_limit_is_refused() =>
        Refused(Definitions.Work().Replace("\"TimeoutSeconds\": 60,", "")).Should().Match<WorkflowDefinitionException>(refusal =>
            refusal.State == "Work" && refusal.Field == "TimeoutSeconds");

    [Fact]
    public void A_workflow_without_a_time_limit_is_refused() =>
        Refused(Definitions.Work().Replace("\"TimeoutSeconds\": 3600,", "")).State.Should().BeNull();

    [Fact]
    public void A_state_that_is_not_there_is_refused() =>
        Refused(Definitions.Work().Replace("\"Next\": \"Done\"", "\"Next\": \"Gone\"")).Message.Should().Contain("Gone");

    [Fact]
    public void A_state_that_nothing_leads_to_is_refused() =>
        Refused(Definitions.Of($$""" {{Done}}, "Alone": { "Type": "Succeed" } """)).State.Should().Be("Alone");

    [Fact]
    public void A_start_that_is_not_there_is_refused() =>
        Refused(Definitions.Work().Replace("\"StartAt\": \"Work\"", "\"StartAt\": \"Gone\"")).Field.Should().Be("StartAt");

    [Fact]
    public void A_field_that_comes_twice_is_refused() =>
        Refused(Definitions.Work(""" "Comment": "a", "Comment": "b", """)).Field.Should().Be("definition");

    [Fact]
    public void An_unknown_field_of_the_workflow_is_refused() =>
        Refused("""{ "Version": "1.0", """ + Definitions.Work().TrimStart().TrimStart('{')).Field.Should().Be("Version");
}
