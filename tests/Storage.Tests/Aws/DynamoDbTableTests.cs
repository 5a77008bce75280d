using Amazon.DynamoDBv2.Model;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>A table that cannot be the ledger is found when it is opened.</summary>
[Collection(MotoCollection.Name)]
public sealed class DynamoDbTableTests(MotoServer moto)
{
    [Fact]
    public async Task A_table_that_is_not_there_is_named_with_its_setting()
    {
        var table = new MotoTable(moto);

        await FluentActions.Awaiting(() => table.OpenAsync()).Should().ThrowAsync<StorageSetupException>().WithMessage($"*no table '{table.Name}'*Aws:Table*");
    }

    [Fact]
    public async Task A_table_without_an_index_is_named_with_the_index()
    {
        var table = await CreateAsync(request => request.GlobalSecondaryIndexes.RemoveAll(index => index.IndexName == "work"));

        await FluentActions.Awaiting(() => table.OpenAsync()).Should().ThrowAsync<StorageSetupException>().WithMessage("*has no index 'work' (wp, ws)*");
    }

    [Fact]
    public async Task A_table_with_other_keys_is_named_with_the_keys()
    {
        var table = await CreateAsync(request => request.KeySchema.RemoveAt(1));

        await FluentActions.Awaiting(() => table.OpenAsync()).Should().ThrowAsync<StorageSetupException>().WithMessage("*its keys are not pk and sk*");
    }

    [Fact]
    public async Task An_index_with_other_keys_is_named()
    {
        var table = await CreateAsync(request => request.GlobalSecondaryIndexes[0].KeySchema[1].AttributeName = "ws");

        await FluentActions.Awaiting(() => table.OpenAsync()).Should().ThrowAsync<StorageSetupException>().WithMessage("*keys of its index 'list' are not lp and ls*");
    }

    private async Task<MotoTable> CreateAsync(Action<CreateTableRequest> spoil)
    {
        var table = new MotoTable(moto);
        var definition = DynamoDbTable.Definition(table.Name);
        spoil(definition);
        var used = definition.KeySchema.Concat(definition.GlobalSecondaryIndexes.SelectMany(index => index.KeySchema)).Select(key => key.AttributeName).ToHashSet();
        definition.AttributeDefinitions.RemoveAll(attribute => !used.Contains(attribute.AttributeName));
        using var client = DynamoDbClient.Create(table.Access, table.Options);
        await client.CreateTableAsync(definition, None);
        return table;
    }
}
