using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>
/// One operation of the ledger: its requests share a budget of time, within which what fails in passing is tried again, with a random pause. Every request here
/// may be repeated without harm: its condition, or the writer's mark in the item, tells a write that had succeeded.
/// </summary>
internal sealed class DynamoDbOperation(AmazonDynamoDBClient client, DynamoDbOptions options, TimeProvider time, CancellationToken cancellation)
{
    private readonly long _started = time.GetTimestamp();

    public string Table => options.Table;

    public CancellationToken Cancellation => cancellation;

    public async Task<TableDescription> DescribeAsync() =>
        (await RunAsync("dynamodb:DescribeTable", token => client.DescribeTableAsync(Table, token))).Table;

    /// <summary>Consistent; null when there is no such item.</summary>
    public async Task<Item?> GetAsync(Item key)
    {
        var request = new GetItemRequest { TableName = Table, Key = key, ConsistentRead = true };
        var response = await RunAsync("dynamodb:GetItem", token => client.GetItemAsync(request, token));
        return response.Item is { Count: > 0 } item ? item : null;
    }

    public Task PutAsync(Item item)
    {
        var request = new PutItemRequest { TableName = Table, Item = item };
        return RunAsync("dynamodb:PutItem", token => client.PutItemAsync(request, token));
    }

    public Task DeleteAsync(Item key)
    {
        var request = new DeleteItemRequest { TableName = Table, Key = key };
        return RunAsync("dynamodb:DeleteItem", token => client.DeleteItemAsync(request, token));
    }

    /// <summary>A put, update or delete of one item under a condition.</summary>
    public async Task<WriteOutcome> WriteIfAsync(TransactWriteItem write)
    {
        try
        {
            await (write switch
            {
                { Put: { } put } => RunAsync("dynamodb:PutItem", Sent(ConditionalWrite.Of(put), client.PutItemAsync)),
                { Update: { } update } => RunAsync("dynamodb:UpdateItem", Sent(ConditionalWrite.Of(update), client.UpdateItemAsync)),
                { Delete: { } delete } => (Task)RunAsync("dynamodb:DeleteItem", Sent(ConditionalWrite.Of(delete), client.DeleteItemAsync)),
                _ => throw new ArgumentException("A write is a put, an update or a delete.", nameof(write)),
            });
            return WriteOutcome.Done;
        }
        catch (ConditionalCheckFailedException failed)
        {
            return WriteOutcome.Refused(failed.Item);
        }
    }

    /// <summary>All of them or none.</summary>
    /// <returns>When refused: what the first one's item is.</returns>
    public async Task<WriteOutcome> WriteAllIfAsync(List<TransactWriteItem> writes, string token)
    {
        var request = new TransactWriteItemsRequest { TransactItems = writes, ClientRequestToken = token };
        try
        {
            await RunAsync("dynamodb:TransactWriteItems", attempt => client.TransactWriteItemsAsync(request, attempt));
            return WriteOutcome.Done;
        }
        catch (TransactionCanceledException canceled) when (canceled.CancellationReasons?.Exists(reason => reason.Code == "ConditionalCheckFailed") == true)
        {
            return WriteOutcome.Refused(canceled.CancellationReasons[0].Item);
        }
    }

    public Task<QueryResponse> QueryAsync(QueryRequest request)
    {
        request.TableName = Table;
        return RunAsync("dynamodb:Query", token => client.QueryAsync(request, token));
    }

    public Task<ScanResponse> ScanAsync(ScanRequest request)
    {
        request.TableName = Table;
        return RunAsync("dynamodb:Scan", token => client.ScanAsync(request, token));
    }

    public Task<BatchGetItemResponse> GetManyAsync(BatchGetItemRequest request) =>
        RunAsync("dynamodb:BatchGetItem", token => client.BatchGetItemAsync(request, token));

    /// <summary>Waits a random part of what the attempt's number allows.</summary>
    /// <exception cref="StorageUnavailableException">The budget ends before.</exception>
    public async Task PauseAsync(int attempt, string action, Exception? reason)
    {
        var longest = Math.Min(options.LongestPause.Ticks, options.FirstPause.Ticks << Math.Min(attempt, 20));
        var pause = TimeSpan.FromTicks((long)(longest * (0.5 + (Random.Shared.NextDouble() / 2))));
        if (time.GetElapsedTime(_started) + pause >= options.Budget)
            throw Unavailable(action, reason, attempt + 1);
        await Task.Delay(pause, time, cancellation);
    }

    private static Func<CancellationToken, Task<TResponse>> Sent<TRequest, TResponse>(
        TRequest request, Func<TRequest, CancellationToken, Task<TResponse>> send) => token => send(request, token);

    private async Task<T> RunAsync<T>(string action, Func<CancellationToken, Task<T>> send)
    {
        for (var attempt = 0; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await SendAsync(send);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && DynamoDbTrouble.IsPassing(exception))
            {
                await PauseAsync(attempt, action, exception);
            }
            catch (Amazon.Runtime.AmazonServiceException exception) when (exception is not (ConditionalCheckFailedException or TransactionCanceledException))
            {
                throw Unavailable(action, exception, attempt + 1);
            }
        }
    }

    private async Task<T> SendAsync<T>(Func<CancellationToken, Task<T>> send)
    {
        var left = options.Budget - time.GetElapsedTime(_started);
        using var deadline = new CancellationTokenSource(Clamp(left), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        return await send(either.Token);
    }

    private TimeSpan Clamp(TimeSpan left) => left <= TimeSpan.Zero ? TimeSpan.Zero : left < options.AttemptTimeout ? left : options.AttemptTimeout;

    private StorageUnavailableException Unavailable(string action, Exception? exception, int attempts)
    {
        if (exception is not null && DynamoDbTrouble.RemedyOf(exception, action, Table) is { } remedy)
            return new StorageUnavailableException(remedy, exception);
        var code = exception is null ? "keys left unprocessed" : DynamoDbTrouble.CodeOf(exception);
        var request = exception is Amazon.Runtime.AmazonServiceException { RequestId.Length: > 0 } service ? $", request {service.RequestId}" : "";
        return new StorageUnavailableException(
            FormattableString.Invariant(
                $"{action} on the table '{Table}' failed: {code}{request} ({attempts} attempts in {time.GetElapsedTime(_started).TotalSeconds:0.0} s)."),
            exception);
    }
}
