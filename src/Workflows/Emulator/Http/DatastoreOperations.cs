using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>CreateDatastore, GetDatastore, ListDatastores, DeleteDatastore. A data store is ACTIVE or DELETED at once.</summary>
internal sealed class DatastoreOperations(EmulatorOptions options, EmulatorState state, TimeProvider time)
{
    public async Task CreateAsync(ApiRequest request)
    {
        JsonFields body = await request.ReadBodyAsync();
        string token = body.RequiredText("clientToken", Patterns.ClientToken(), 1, 64);
        string? name = body.OptionalText("datastoreName", Patterns.Name(), 1, 256);
        DateTimeOffset now = time.GetUtcNow();
        var store = new Datastore(
            Guid.NewGuid().ToString("N"), name ?? $"datastore-{now.ToUnixTimeSeconds()}", Datastore.Active, token, body.Json.ToJsonString(),
            body.OptionalText("kmsKeyArn", Patterns.KmsKeyArn(), 1, 512), body.OptionalText("lambdaAuthorizerArn", Patterns.LambdaArn(), 1, 1024),
            body.OptionalText("losslessStorageFormat", Patterns.LosslessStorageFormat(), 1, 64), now, now);
        IReadOnlyList<KeyValuePair<string, string>> tags = TagOperations.Read(body);
        Datastore created = state.Database.InTransaction(() => AddOnce(store, tags));
        if (created == store)
        {
            state.Events.Datastore(created, "Creating", "CREATING");
            state.Events.Datastore(created, "Created", Datastore.Active);
        }
        await request.AnswerAsync(new JsonObject { ["datastoreId"] = created.Id, ["datastoreStatus"] = "CREATING" });
    }

    public Task GetAsync(ApiRequest request)
    {
        Datastore store = Find(request);
        JsonObject properties = Summary(store);
        if (store.KmsKeyArn is not null) properties["kmsKeyArn"] = store.KmsKeyArn;
        if (store.LambdaAuthorizerArn is not null) properties["lambdaAuthorizerArn"] = store.LambdaAuthorizerArn;
        properties["losslessStorageFormat"] = store.LosslessStorageFormat ?? "HTJ2K";
        return request.AnswerAsync(new JsonObject { ["datastoreProperties"] = properties });
    }

    public Task ListAsync(ApiRequest request)
    {
        ListPage page = request.Page();
        string? status = request.Query("datastoreStatus") is { } text ? Patterns.Require("datastoreStatus", text, Patterns.DatastoreStatus(), 1, 64) : null;
        Datastore[] rest = [.. state.Datastores.All()
            .SkipWhile(store => page.After is not null && store.Id != page.After).Skip(page.After is null ? 0 : 1)
            .Where(store => status is null || store.Status == status)];
        var answer = new JsonObject { ["datastoreSummaries"] = new JsonArray([.. rest.Take(page.Count).Select(Summary)]) };
        if (rest.Length > page.Count) answer["nextToken"] = ListPage.TokenAfter(rest[page.Count - 1].Id);
        return request.AnswerAsync(answer);
    }

    public Task DeleteAsync(ApiRequest request)
    {
        Datastore store = Find(request);
        state.Database.InTransaction(() =>
        {
            if (state.ImageSets.HasAny(store.Id)) throw ApiException.Conflict("The data store still holds image sets");
            if (state.Jobs.CountRunning(store.Id) > 0) throw ApiException.Conflict("The data store still has import jobs");
            state.Datastores.MarkDeleted(store.Id, time.GetUtcNow());
            return true;
        });
        state.Events.Datastore(store, "Deleting", "DELETING");
        state.Events.Datastore(store, "Deleted", Datastore.Deleted);
        return request.AnswerAsync(new JsonObject { ["datastoreId"] = store.Id, ["datastoreStatus"] = "DELETING" });
    }

    private Datastore AddOnce(Datastore store, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        if (state.Datastores.FindByToken(store.ClientToken!) is { } earlier)
            return earlier.Request == store.Request ? earlier : throw ApiException.Conflict("The client token was used with other parameters");
        if (state.Datastores.All().Count(other => other.Status == Datastore.Active) >= options.Quotas.Datastores)
            throw ApiException.QuotaExceeded($"There are {options.Quotas.Datastores} data stores already");
        state.Datastores.Add(store);
        foreach ((string key, string value) in tags) state.Tags.Set(Arns.Datastore(options, store.Id), key, value);
        return store;
    }

    private Datastore Find(ApiRequest request)
    {
        string id = request.Id("datastoreId");
        return state.Datastores.Find(id) ?? throw ApiException.NotFound($"The data store {id} does not exist");
    }

    private JsonObject Summary(Datastore store) => new()
    {
        ["datastoreId"] = store.Id,
        ["datastoreName"] = store.Name,
        ["datastoreStatus"] = store.Status,
        ["datastoreArn"] = Arns.Datastore(options, store.Id),
        ["createdAt"] = EpochTime.Of(store.CreatedAt),
        ["updatedAt"] = EpochTime.Of(store.UpdatedAt),
    };
}
