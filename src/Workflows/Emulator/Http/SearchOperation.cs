using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>SearchImageSets.</summary>
internal sealed class SearchOperation(EmulatorState state)
{
    private const int MaximumFilters = 2;

    public async Task SearchAsync(ApiRequest request)
    {
        string datastoreId = ActiveDatastore.Require(state, request);
        ListPage page = request.Page();
        JsonFields criteria = await request.ReadBodyAsync();
        IReadOnlyList<JsonFields> stated = criteria.Objects("filters");
        if (stated.Count > MaximumFilters || (stated.Count == 0 && criteria.Has("filters"))) throw ApiException.Validation($"filters has not 1 to {MaximumFilters} members");
        SearchFilter[] filters = [.. stated.Select(SearchFilter.Parse)];
        (Comparison<ImageSet> order, JsonObject sort) = Order(criteria.Object("sort"));
        List<ImageSet> found = state.ImageSets.Live(datastoreId).FindAll(set => filters.All(filter => filter.Matches(set)));
        found.Sort((left, right) => order(left, right) is var difference and not 0 ? difference : string.CompareOrdinal(left.Id, right.Id));

        int start = page.After is null ? 0 : (int)Math.Min(page.Before(), found.Count);
        var answer = new JsonObject
        {
            ["imageSetsMetadataSummaries"] = new JsonArray([.. found.Skip(start).Take(page.Count).Select(Summary)]),
            ["sort"] = sort,
        };
        if (start + page.Count < found.Count) answer["nextToken"] = ListPage.TokenAfter($"{start + page.Count}");
        await request.AnswerAsync(answer);
    }

    private static (Comparison<ImageSet> Order, JsonObject Sort) Order(JsonFields? sort)
    {
        string field = sort is null ? "updatedAt" : sort.Text("sortField") ?? throw JsonFields.Missing("sortField");
        string direction = sort is null ? "DESC" : sort.Text("sortOrder") ?? throw JsonFields.Missing("sortOrder");
        Comparison<ImageSet> ascending = field switch
        {
            "updatedAt" => (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt),
            "createdAt" => (left, right) => left.CreatedAt.CompareTo(right.CreatedAt),
            "DICOMStudyDateAndTime" => (left, right) => string.CompareOrdinal(StudyMoment(left), StudyMoment(right)),
            _ => throw ApiException.Validation("sortField is not updatedAt, createdAt or DICOMStudyDateAndTime"),
        };
        Comparison<ImageSet> order = direction switch
        {
            "ASC" => ascending,
            "DESC" => (left, right) => ascending(right, left),
            _ => throw ApiException.Validation("sortOrder is neither ASC nor DESC"),
        };
        return (order, new JsonObject { ["sortOrder"] = direction, ["sortField"] = field });
    }

    private static string StudyMoment(ImageSet set) => $"{set.Tags[SearchTags.StudyDate]} {set.Tags[SearchTags.StudyTime]}";

    private JsonObject Summary(ImageSet set)
    {
        List<ImageSet> study = state.ImageSets.Live(set.DatastoreId, study: set.StudyInstanceUID);
        JsonObject tags = set.Tags.DeepClone().AsObject();
        tags["DICOMNumberOfStudyRelatedSeries"] = study.Select(other => other.SeriesInstanceUID).Distinct().Count();
        tags["DICOMNumberOfStudyRelatedInstances"] = study.Sum(other => state.Instances.Count(other.Id));
        return new JsonObject
        {
            ["imageSetId"] = set.Id,
            ["version"] = set.LatestVersion,
            ["createdAt"] = EpochTime.Of(set.CreatedAt),
            ["updatedAt"] = EpochTime.Of(set.UpdatedAt),
            ["lastAccessedAt"] = EpochTime.Of(set.UpdatedAt),
            ["storageTier"] = "FREQUENT_ACCESS",
            ["isPrimary"] = set.IsPrimary,
            ["DICOMTags"] = tags,
        };
    }
}
