using System.Globalization;
using System.Text.Json.Nodes;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>QIDO-RS: SearchDICOMStudies, SearchDICOMSeries, SearchDICOMInstances. All that is known is returned; includefield and fuzzymatching change nothing.</summary>
internal sealed class QueryOperations(EmulatorState state)
{
    private const int MaximumLimit = 1_000;
    private const int MaximumOffset = 1_000_000;
    private static readonly HashSet<string> Controls = ["limit", "offset", "includefield", "fuzzymatching", "imageSetId"];

    private readonly QueryRows _rows = new(state);

    public Task StudiesAsync(ApiRequest request) => SearchAsync(request, QueryLevel.Study);

    public Task SeriesAsync(ApiRequest request) => SearchAsync(request, QueryLevel.Series);

    public Task InstancesAsync(ApiRequest request) => SearchAsync(request, QueryLevel.Instance);

    private async Task SearchAsync(ApiRequest request, QueryLevel level)
    {
        string? study = NullIfEmpty(request.Path("study"));
        string? series = NullIfEmpty(request.Path("series"));
        string? imageSetId = request.Query("imageSetId");
        int limit = Number(request, "limit", MaximumLimit, MaximumLimit);
        int offset = Number(request, "offset", 0, MaximumOffset);
        AttributeMatch[] keys = [.. request.Context.Request.Query.Where(key => !Controls.Contains(key.Key)).Select(key => new AttributeMatch(key.Key, key.Value.ToString()))];
        IEnumerable<ImageSet> sets = state.ImageSets.Live(ActiveDatastore.Require(state, request), study, series)
            .Where(set => imageSetId is null ? set.IsPrimary : set.Id == imageSetId);
        IEnumerable<DicomDataset> found = _rows.Of(sets, level).Where(row => keys.All(key => key.Matches(row))).Skip(offset).Take(limit);
        await request.AnswerAsync(new JsonArray([.. found.Select(DicomJson.Of)]), DicomJson.ContentType);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static int Number(ApiRequest request, string name, int otherwise, int maximum)
    {
        if (request.Query(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= maximum
            ? number
            : throw ApiException.Validation($"{name} is not 0 to {maximum}");
    }
}
