using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.Secrets;
using StoreScp.Storage.Aws.StepFunctions;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>Our hand-made calls are those that botocore makes (AwsCalls.Tests/Vectors/requests.json).</summary>
public sealed class RequestVectorTests
{
    private static readonly AwsAccess Access = new("eu-west-1", new BasicAWSCredentials("test", "test"));

    private static readonly JsonArray Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "requests.json")))!.AsArray();

    [Theory]
    [InlineData("StartExecution", """{"executionArn":"a"}""")]
    [InlineData("DescribeExecution", """{"status":"RUNNING"}""")]
    [InlineData("GetSecretValue", """{"VersionId":"v","SecretString":"x"}""")]
    public async Task A_call_is_the_one_that_botocore_makes(string operation, string answer)
    {
        using var service = new FakeService().Answer(answer);
        var http = new HttpClient(service);
        var starter = new StepFunctionsStarter(http, Access, "arn:aws:states:eu-west-1:123456789012:stateMachine:import", TimeProvider.System);
        _ = operation switch
        {
            "StartExecution" => (object)await starter.StartAsync("b1.e1", """{"batchId":"b1","ß":1}""", default),
            "DescribeExecution" => (await starter.DescribeAsync("b1.e1", default))!,
            _ => await new SecretsManagerSource(http, Access, new() { NamePrefix = "storescp/prod/" }, TimeProvider.System).GetAsync("uid-key", default),
        };
        var vector = Vectors.Single(vector => (string)vector!["operation"]! == operation)!;
        var sent = service.Requests.Single();
        sent.Method.Should().Be((string)vector["method"]!);
        sent.Address.Should().Be($"https://{vector["host"]}{vector["path"]}");
        sent.Headers["X-Amz-Target"].Should().Be((string)vector["target"]!);
        sent.ContentType.Should().Be((string)vector["contentType"]!);
        JsonNode.DeepEquals(JsonNode.Parse(sent.Body), vector["body"]).Should().BeTrue(sent.Body);
    }
}
