namespace StoreScp.Storage.Tests;

/// <summary>What every <see cref="IWorkflowStarter"/> keeps to, in a workflow that waits until the test ends it.</summary>
public abstract class WorkflowStarterContract : IAsyncLifetime
{
    private IWorkflowStarter _workflows = null!;

    // One state machine may serve several tests.
    private readonly string _name = $"{Guid.NewGuid():N}.e1";

    public async ValueTask InitializeAsync() => _workflows = await OpenAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_execution_that_was_started_runs()
    {
        (await _workflows.StartAsync(_name, "{}", default)).Should().Be(WorkflowStart.Started);
        (await _workflows.DescribeAsync(_name, default)).Should().Be(WorkflowStatus.Running);
    }

    [Fact]
    public async Task The_same_name_and_input_while_it_runs_count_as_started()
    {
        const string Input = """{"batchId":"b1","note":"\u00e9\"/","execution":1}""";
        await _workflows.StartAsync(_name, Input, default);
        (await _workflows.StartAsync(_name, Input, default)).Should().Be(WorkflowStart.Started);
    }

    [Theory]
    [InlineData("""{"a":1 }""")]
    [InlineData("""{"a":2}""")]
    public async Task Another_input_under_the_name_is_another_execution_which_cannot_be(string another)
    {
        await _workflows.StartAsync(_name, """{"a":1}""", default);
        (await _workflows.StartAsync(_name, another, default)).Should().Be(WorkflowStart.AlreadyExists);
        (await _workflows.DescribeAsync(_name, default)).Should().Be(WorkflowStatus.Running, "the first one is not disturbed");
    }

    [Fact]
    public async Task A_name_is_used_once()
    {
        await _workflows.StartAsync(_name, "{}", default);
        var end = await EndAsync(_name);
        (await _workflows.DescribeAsync(_name, default)).Should().Be(end);
        (await _workflows.StartAsync(_name, "{}", default)).Should().Be(WorkflowStart.AlreadyExists);
        (await _workflows.DescribeAsync(_name, default)).Should().Be(end);
    }

    [Fact]
    public async Task Executions_of_other_names_are_others()
    {
        await _workflows.StartAsync(_name, "{}", default);
        await EndAsync(_name);
        (await _workflows.StartAsync(_name + "2", "{}", default)).Should().Be(WorkflowStart.Started);
        (await _workflows.DescribeAsync(_name + "2", default)).Should().Be(WorkflowStatus.Running);
    }

    [Fact]
    public async Task Of_an_execution_that_never_was_nothing_is_known() =>
        (await _workflows.DescribeAsync(_name, default)).Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-1")]
    public async Task A_name_that_Step_Functions_would_not_take_is_refused(string name) =>
        await FluentActions.Awaiting(() => _workflows.StartAsync(name, "{}", default).AsTask()).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public async Task A_name_of_80_characters_is_taken() =>
        (await _workflows.StartAsync(_name.PadRight(80, '_'), "{}", default)).Should().Be(WorkflowStart.Started);

    [Fact]
    public async Task An_input_that_is_not_JSON_or_longer_than_256_KiB_is_refused()
    {
        foreach (var input in new[] { "", "{", '"' + new string('a', (256 * 1024) - 1) + '"' })
            await FluentActions.Awaiting(() => _workflows.StartAsync(_name, input, default).AsTask()).Should().ThrowAsync<ArgumentException>();
        (await _workflows.DescribeAsync(_name, default)).Should().BeNull();
        (await _workflows.StartAsync(_name, '"' + new string('a', (256 * 1024) - 2) + '"', default)).Should().Be(WorkflowStart.Started);
    }

    protected abstract ValueTask<IWorkflowStarter> OpenAsync();

    /// <summary>Ends a running execution and tells how.</summary>
    protected abstract ValueTask<WorkflowStatus> EndAsync(string name);
}
