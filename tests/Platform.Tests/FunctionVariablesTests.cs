using StoreScp.Lambda.Settings;
using StoreScp.Platform.Tests.Policies;
using StoreScp.Platform.Workflow;

namespace StoreScp.Platform.Tests;

/// <summary>The functions' own reader takes what they would be handed.</summary>
public sealed class FunctionVariablesTests
{
    public static MatrixTheoryData<string, string> Functions => new(Repository.Environments, ImportFunction.All.Select(function => function.Handler));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_function_takes_its_variables(string environment, string handler)
    {
        var graph = await Repository.GraphAsync(environment);

        var settings = FunctionSettingsReader.Read(await VariablesAsync(environment, handler));

        settings.Bucket.Should().Be(graph.Outputs["BucketName"]!.GetValue<string>());
        settings.ResultsBucket.Should().Be(graph.Outputs["ResultsBucketName"]!.GetValue<string>());
        settings.Table.Should().Be(graph.Outputs["TableName"]!.GetValue<string>());
        settings.MetricsEnvironment.Should().Be(environment);
        settings.KmsKeyId.Should().StartWith("arn:aws:kms:");
        settings.StateMachineArn.Should().Be(handler is "Sweep" or "Dispatch" ? graph.Outputs["StateMachineARN"]!.GetValue<string>() : null);
    }

    [Fact]
    public async Task A_function_of_production_knows_the_further_data_store_and_no_destination() =>
        FunctionSettingsReader.Read(await VariablesAsync("prod", "RecordResults")).RouteNames.Values.Should().Equal("research");

    [Fact]
    public async Task The_reader_refuses_a_variable_that_is_wrong()
    {
        var variables = await VariablesAsync("prod", "RecordResults");
        variables["STORESCP__Aws__Bucket"] = "No Bucket";
        FluentActions.Invoking(() => FunctionSettingsReader.Read(variables)).Should().Throw<SettingsException>().WithMessage("*STORESCP__Aws__Bucket*");
    }

    /// <summary>Beside those that Lambda itself sets.</summary>
    private static async Task<Dictionary<string, string>> VariablesAsync(string environment, string handler)
    {
        var graph = await Repository.GraphAsync(environment);
        return new(Variables.OfFunction(graph.Of(Variables.Function).Single(function => function.Text("handler") == handler))) { ["AWS_REGION"] = graph.Environment.Value("Region") };
    }
}
