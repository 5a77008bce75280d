namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>What outputs carry: value, known or not, secret or not, dependencies.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task Apply_takes_a_value_a_task_an_output_and_an_input()
    {
        var one = Output.Create(1);
        (await OutputUtilities.GetValueAsync(one.Apply(value => value + 1))).Should().Be(2);
        (await OutputUtilities.GetValueAsync(one.Apply(value => Task.FromResult(value + 1)))).Should().Be(2);
        (await OutputUtilities.GetValueAsync(one.Apply(value => Output.Create(value + 1)))).Should().Be(2);
        (await OutputUtilities.GetValueAsync(one.Apply(value => (Input<int>)(value + 1)))).Should().Be(2);
    }

    [Fact]
    public async Task A_function_of_something_unknown_does_not_run_and_its_result_is_unknown()
    {
        bool ran = false;
        var result = OutputUtilities.CreateUnknown("").Apply(value => ran = true);
        (await OutputUtilities.GetIsKnownAsync(result)).Should().BeFalse();
        ran.Should().BeFalse();
    }

    [Fact]
    public async Task What_comes_of_a_secret_is_secret_until_it_is_said_not_to_be()
    {
        var secret = Output.CreateSecret("s");
        (await Output.IsSecretAsync(Output.Create("x"))).Should().BeFalse();
        (await Run.ReadAsync(secret.Apply(value => value + "!"))).Should().Be(("s!", true, true));
        (await Output.IsSecretAsync(Output.Create("x").Apply(_ => secret))).Should().BeTrue();
        (await Output.IsSecretAsync(Output.Format($"{"x"} {secret}"))).Should().BeTrue();
        (await Run.ReadAsync(Output.Unsecret(secret))).Should().Be(("s", true, false));
    }

    [Fact]
    public async Task Several_are_known_only_if_each_is_and_secret_if_one_is()
    {
        var unknown = OutputUtilities.CreateUnknown("");
        (await OutputUtilities.GetIsKnownAsync(Output.All(Output.Create("a"), unknown))).Should().BeFalse();
        (await OutputUtilities.GetIsKnownAsync(Output.Tuple(Output.Create("a"), unknown))).Should().BeFalse();
        (await OutputUtilities.GetIsKnownAsync(Output.Format($"{"a"}{unknown}"))).Should().BeFalse();
        (await Output.IsSecretAsync(Output.Tuple(Output.Create("a"), Output.CreateSecret("b"), Output.Create("c")))).Should().BeTrue();
        (await OutputUtilities.GetValueAsync(Output.All(Output.Create("a"), Output.Create("b")))).Should().Equal("a", "b");
    }

    [Fact]
    public async Task Format_takes_values_inputs_and_outputs()
    {
        Input<string> input = "in";
        (await OutputUtilities.GetValueAsync(Output.Format($"{1} {input} {Output.Create("out"),5}"))).Should().Be("1 in   out");
    }

    [Fact]
    public async Task Outputs_depend_on_the_resources_that_they_come_from()
    {
        Aws.S3.Bucket bucket = null!;
        Output<string> both = null!;
        await Run.UpdateAsync(() =>
        {
            bucket = new Aws.S3.Bucket("b");
            var topic = new Aws.Sns.Topic("t");
            both = Output.Tuple(bucket.Arn, topic.Arn).Apply((first, second) => $"{first} {second}");
        });
        (await OutputUtilities.GetDependenciesAsync(bucket.Arn.Apply(arn => arn + "/*"))).Should().Equal(bucket);
        (await OutputUtilities.GetDependenciesAsync(both)).Should().HaveCount(2).And.Contain(bucket);
        (await OutputUtilities.GetDependenciesAsync(Output.Create(1))).Should().BeEmpty();
    }

    [Fact]
    public void An_output_or_input_in_a_text_is_an_error()
    {
        FluentActions.Invoking(() => $"{Output.Create("x")}").Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => $"{(Input<string>)"x"}").Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task Json_has_the_values_of_the_outputs_inside_and_is_as_secret_and_as_unknown_as_they_are()
    {
        var later = new TaskCompletionSource<string>();
        var json = Output.JsonSerialize(Output.Create(new { Name = Output.Create(later.Task), List = new[] { Output.CreateSecret(1) } }));
        later.SetResult("n");
        (await Run.ReadAsync(json)).Should().Be(("""{"Name":"n","List":[1]}""", true, true));
        var unknown = Output.JsonSerialize(Output.Create(new { Name = OutputUtilities.CreateUnknown("") }));
        (await OutputUtilities.GetIsKnownAsync(unknown)).Should().BeFalse();
        (await OutputUtilities.GetValueAsync(Output.JsonDeserialize<int[]>(Output.Create("[1,2]")))).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Json_of_an_input_is_an_error_and_not_an_empty_object()
    {
        var json = Output.JsonSerialize(Output.Create(new { Name = (Input<string>)"x" }));
        await FluentActions.Awaiting(() => OutputUtilities.GetValueAsync(json)).Should().ThrowAsync<NotSupportedException>();
    }
}
