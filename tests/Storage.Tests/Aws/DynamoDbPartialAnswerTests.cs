using System.Text.Json.Nodes;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.DynamoDb;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>DynamoDB answers a part of what it was asked for, as it may at any time: the rest is asked for again.</summary>
public sealed class DynamoDbPartialAnswerTests
{
    private static readonly RowReference[] Rows = [.. new[] { "a", "b", "c" }.Select(pk => new RowReference(pk, pk, "#"))];

    [Fact]
    public async Task Keys_left_unprocessed_are_asked_for_again_and_no_others()
    {
        var http = Answering(BatchGet(found: ["a"], unprocessed: ["c", "b"]), BatchGet(found: [], unprocessed: ["c", "b"]), BatchGet(found: ["c"], unprocessed: ["b"]), BatchGet(found: ["b"]));

        var items = await ReadsOver(http).GetAsync(Rows, None);

        items.Select(item => item["pk"].S).Should().Equal("a", "b", "c");
        http.Bodies.Select(KeysOf).Should().BeEquivalentTo([["a", "b", "c"], ["c", "b"], ["c", "b"], (string[])["b"]], same => same.WithStrictOrdering());
        http.Bodies.Should().OnlyContain(body => IsConsistent(body));
    }

    [Fact]
    public async Task Keys_that_stay_unprocessed_are_unavailable_within_the_budget()
    {
        var http = new FaultyHttp((_, _, _, _) => Task.FromResult(FaultyHttp.Ok(BatchGet(found: ["a"], unprocessed: ["b"]))));

        var thrown = await FluentActions.Awaiting(() => ReadsOver(http).GetAsync(Rows, None)).Should().ThrowAsync<StorageUnavailableException>();

        thrown.Which.Message.Should().Contain("keys left unprocessed");
        http.Sent.Count.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task A_list_goes_on_until_DynamoDB_has_no_more_also_behind_an_empty_page()
    {
        var http = Answering(Page(["a"], last: "a"), Page([], last: "b"), Page(["c"], last: null));

        var entries = await ReadsOver(http).ListAsync(null, "p", SortRange.All, None);

        entries.Select(entry => entry.Sk).Should().Equal("a", "c");
        http.Bodies.Select(body => (string?)JsonNode.Parse(body)!["ExclusiveStartKey"]?["sk"]!["S"]).Should().Equal(null, "a", "b");
    }

    [Fact]
    public async Task The_rows_of_an_instance_are_read_to_the_last_page()
    {
        var written = Answering("{}");
        await OperationOver(written).PutAsync(InstanceItem.Write(Row("1.2.3"), Options));
        var item = JsonNode.Parse(written.Bodies.Single())!["Item"]!.ToJsonString();
        var http = Answering(Page([], last: "b"), $$"""{"Items":[{{item}}]}""");

        (await ReadsOver(http).RowsOfAsync("1.2.3", None)).Should().ContainSingle().Which.Received.SOPInstanceUID.Should().Be("1.2.3");
    }

    private static DynamoDbOptions Options { get; } = new()
    {
        Table = "T",
        Budget = TimeSpan.FromSeconds(1),
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(100),
    };

    private static LedgerReads ReadsOver(FaultyHttp http) => new(_ => OperationOver(http));

    private static DynamoDbOperation OperationOver(FaultyHttp http) => new(
        DynamoDbClient.Create(new AwsAccess("eu-west-1", new BasicAWSCredentials("a", "b"), new Uri("http://127.0.0.1:1")), Options, http),
        Options, TimeProvider.System, None);

    private static FaultyHttp Answering(params string[] answers) => new((_, number, _, _) => Task.FromResult(FaultyHttp.Ok(answers[number])));

    private static string BatchGet(string[] found, string[]? unprocessed = null)
    {
        var answer = new JsonObject { ["Responses"] = new JsonObject { ["T"] = Keys(found) }, ["UnprocessedKeys"] = new JsonObject() };
        if (unprocessed is not null)
            answer["UnprocessedKeys"]!["T"] = new JsonObject { ["Keys"] = Keys(unprocessed), ["ConsistentRead"] = true };
        return answer.ToJsonString();
    }

    private static string Page(string[] found, string? last)
    {
        var answer = new JsonObject { ["Items"] = new JsonArray([.. found.Select(sk => Key("p", sk))]) };
        if (last is not null)
            answer["LastEvaluatedKey"] = Key("p", last);
        return answer.ToJsonString();
    }

    private static JsonArray Keys(string[] partitions) => new([.. partitions.Select(pk => Key(pk, "#"))]);

    private static JsonNode Key(string pk, string sk) => new JsonObject { ["pk"] = new JsonObject { ["S"] = pk }, ["sk"] = new JsonObject { ["S"] = sk } };

    private static string[] KeysOf(string body) =>
        [.. JsonNode.Parse(body)!["RequestItems"]!["T"]!["Keys"]!.AsArray().Select(key => (string)key!["pk"]!["S"]!)];

    private static bool IsConsistent(string body) => (bool)JsonNode.Parse(body)!["RequestItems"]!["T"]!["ConsistentRead"]!;
}
