namespace StoreScp.Emulator;

/// <summary>Instances by their UIDs, in primary image sets, or in the one that the query string names.</summary>
internal sealed class InstanceFinder(EmulatorState state)
{
    /// <summary>The instances of a series that has any.</summary>
    /// <exception cref="ApiException">ResourceNotFoundException.</exception>
    public IReadOnlyList<StoredInstance> Series(ApiRequest request)
    {
        string study = request.Path("study");
        string series = request.Path("series");
        string? imageSetId = request.Query("imageSetId");
        ImageSet? set = state.ImageSets.Live(ActiveDatastore.Require(state, request), study, series)
            .Find(set => imageSetId is null ? set.IsPrimary : set.Id == imageSetId);
        return set is null ? throw ApiException.NotFound("The series does not exist") : state.Instances.Of(set.Id, set.LatestVersion);
    }

    /// <exception cref="ApiException">ResourceNotFoundException.</exception>
    public StoredInstance Instance(ApiRequest request)
    {
        string sopInstanceUID = request.Path("instance");
        return Series(request).FirstOrDefault(instance => instance.SOPInstanceUID == sopInstanceUID)
            ?? throw ApiException.NotFound("The instance does not exist");
    }
}
