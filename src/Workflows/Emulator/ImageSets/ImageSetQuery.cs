namespace StoreScp.Emulator;

/// <summary>The image set that a request names.</summary>
internal static class ImageSetQuery
{
    /// <exception cref="ApiException">ResourceNotFoundException: there is none, or it is deleted and <paramref name="mayBeDeleted"/> is false.</exception>
    public static ImageSet Require(EmulatorState state, ApiRequest request, string parameter = "imageSetId", bool mayBeDeleted = false)
    {
        string datastoreId = ActiveDatastore.Require(state, request);
        string id = request.Id(parameter);
        return state.ImageSets.Find(datastoreId, id) is { } set && (mayBeDeleted || set.DeletedAt is null)
            ? set
            : throw ApiException.NotFound($"The image set {id} does not exist");
    }

    /// <summary>The version of the query string, or else the latest.</summary>
    /// <exception cref="ApiException">ValidationException or ResourceNotFoundException.</exception>
    public static ImageSetVersion Version(EmulatorState state, ApiRequest request, ImageSet set)
    {
        int version = request.Query("version") is { } text ? ParseVersion("version", text) : set.LatestVersion;
        return state.ImageSets.FindVersion(set.Id, version) ?? throw ApiException.NotFound($"Version {version} of the image set {set.Id} does not exist");
    }

    public static int ParseVersion(string name, string text) =>
        int.TryParse(Patterns.Require(name, text, Patterns.VersionId(), 1, 64), out int version) ? version : throw ApiException.Validation($"{name} is no version");

    /// <exception cref="ApiException">ResourceNotFoundException, as the service says it: the caller has seen an older version.</exception>
    public static void RequireLatest(ImageSet set, int version)
    {
        if (set.LatestVersion != version) throw ApiException.NotFound("Requested version(s) of ImageSet(s) is not the latest.");
    }
}
