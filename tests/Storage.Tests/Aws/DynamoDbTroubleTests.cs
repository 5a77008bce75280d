using System.Net;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.DynamoDb;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>DynamoDB in trouble, without any: what the ledger does, and what it says.</summary>
public sealed class DynamoDbTroubleTests
{
    private static readonly InstanceRow Sample = Row("1.2.3") with { Deliveries = [new Delivery("default", DeliveryState.Stored) { Batch = BatchAt(TimeProvider.System.GetUtcNow()) }] };

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "ProvisionedThroughputExceededException")]
    [InlineData(HttpStatusCode.BadRequest, "ThrottlingException")]
    [InlineData(HttpStatusCode.InternalServerError, "InternalServerError")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    public async Task What_passes_is_tried_again(HttpStatusCode status, string code)
    {
        var http = new FaultyHttp((_, number, _, _) => Task.FromResult(
            number < 2 ? FaultyHttp.Error(status, code) : FaultyHttp.Ok()));
        await using var ledger = Open(http);

        (await ledger.AddAsync(Sample, None)).Result.Should().Be(AddResult.Added);

        http.Sent.Should().Equal("PutItem", "PutItem", "PutItem");
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again()
    {
        var http = new FaultyHttp((_, number, _, _) => number == 0 ? throw new HttpRequestException("reset") : Task.FromResult(FaultyHttp.Ok()));
        await using var ledger = Open(http);

        (await ledger.AddAsync(Sample, None)).Result.Should().Be(AddResult.Added);
    }

    [Fact]
    public async Task What_does_not_pass_within_the_budget_is_unavailable_and_says_what_AWS_said()
    {
        await using var ledger = Open(new FaultyHttp((_, _, _, _) => Task.FromResult(FaultyHttp.Error(HttpStatusCode.InternalServerError, "InternalServerError"))));

        var thrown = await FluentActions.Awaiting(async () => await ledger.AddAsync(Sample, None)).Should().ThrowAsync<StorageUnavailableException>();

        thrown.Which.Message.Should().Contain("InternalServerError").And.Contain("'T'").And.Contain("REQUEST1").And.Contain("dynamodb:PutItem")
            .And.NotContain("1.2.3").And.NotContain("secret");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_unavailable_in_bounded_time()
    {
        var http = new FaultyHttp(async (_, _, _, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return FaultyHttp.Ok();
        });
        await using var ledger = Open(http);

        var thrown = await FluentActions.Awaiting(async () => await ledger.AddAsync(Sample, None)).Should().ThrowAsync<StorageUnavailableException>();

        thrown.Which.Message.Should().Contain("no answer in time");
        http.Sent.Count.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_cancellation()
    {
        using var caller = new CancellationTokenSource();
        await using var ledger = Open(new FaultyHttp(async (_, _, _, cancellation) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return FaultyHttp.Ok();
        }));

        await FluentActions.Awaiting(async () => await ledger.AddAsync(Sample, caller.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("AccessDeniedException", "*may not dynamodb:PutItem on the table 'T'*")]
    [InlineData("ResourceNotFoundException", "*no table 'T'*Aws:Table*")]
    [InlineData("UnrecognizedClientException", "*does not accept the credentials*")]
    [InlineData("ValidationException", "*dynamodb:PutItem*ValidationException*")]
    public async Task What_does_not_pass_by_itself_fails_at_once_and_says_what_mends_it(string code, string message)
    {
        var http = new FaultyHttp((_, _, _, _) => Task.FromResult(FaultyHttp.Error(HttpStatusCode.BadRequest, code)));
        await using var ledger = Open(http);

        await FluentActions.Awaiting(async () => await ledger.AddAsync(Sample, None)).Should().ThrowAsync<StorageUnavailableException>().WithMessage(message);

        http.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task A_transaction_that_met_another_is_tried_again()
    {
        const string Conflict = """{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"secret","CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict"}]}""";
        var conflicts = 1;
        var http = new FaultyHttp((operation, _, _, _) => Task.FromResult(
            operation == "TransactWriteItems" && conflicts-- > 0 ? FaultyHttp.Json(HttpStatusCode.BadRequest, Conflict) : FaultyHttp.Ok()));
        await using var ledger = Open(http);

        var outcome = await ledger.AddAsync(Sample with { Deliveries = [.. Sample.Deliveries, new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }] }, None);

        outcome.Result.Should().Be(AddResult.Added);
        http.Sent.Count(operation => operation == "TransactWriteItems").Should().Be(2);
    }

    [Theory]
    [InlineData("", 10, 3)]
    [InlineData("T", 26, 3)]
    [InlineData("T", 0, 3)]
    [InlineData("T", 10, 0)]
    public async Task Options_that_are_not_allowed_do_not_open(string table, int budget, int attempt)
    {
        var options = new DynamoDbOptions { Table = table, Budget = TimeSpan.FromSeconds(budget), AttemptTimeout = TimeSpan.FromSeconds(attempt) };

        await FluentActions.Awaiting(() => DynamoDbLedger.OpenAsync(Access, options, TimeProvider.System, None)).Should().ThrowAsync<StorageSetupException>();
    }

    private static AwsAccess Access { get; } = new("eu-west-1", new BasicAWSCredentials("a", "b"), new Uri("http://127.0.0.1:1"));

    private static DynamoDbLedger Open(FaultyHttp http)
    {
        var options = new DynamoDbOptions
        {
            Table = "T",
            Budget = TimeSpan.FromSeconds(2),
            AttemptTimeout = TimeSpan.FromMilliseconds(500),
            FirstPause = TimeSpan.FromMilliseconds(1),
        };
        return new DynamoDbLedger(DynamoDbClient.Create(Access, options, http), options, TimeProvider.System);
    }
}
