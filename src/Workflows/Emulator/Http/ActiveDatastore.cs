namespace StoreScp.Emulator;

/// <summary>The data store that a path names, for operations that need an ACTIVE one.</summary>
internal static class ActiveDatastore
{
    /// <exception cref="ApiException">ResourceNotFoundException: there is none, or it is deleted.</exception>
    public static string Require(EmulatorState state, ApiRequest request)
    {
        string id = request.Id("datastoreId");
        return state.Datastores.Find(id) is { Status: Datastore.Active } ? id : throw ApiException.NotFound($"The data store {id} does not exist");
    }
}
