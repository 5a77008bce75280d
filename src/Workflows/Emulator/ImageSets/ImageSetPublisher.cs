namespace StoreScp.Emulator;

/// <summary>
/// Puts imported instances into image sets (AWS HealthImaging Developer Guide, "Understanding image sets"): one primary set for a
/// series, a new version of it when more comes, and a set of its own, not primary, for what contradicts it.
/// </summary>
internal sealed class ImageSetPublisher(ImageSetTable sets, InstanceTable instances, TimeProvider time)
{
    /// <summary>Returns the place of each instance, in the same order. To be called in a transaction.</summary>
    public IReadOnlyList<Placement> Publish(string datastoreId, IReadOnlyList<ParsedInstance> imported)
    {
        var placements = new Dictionary<SetPlan, Placement>();
        var result = new List<Placement>(imported.Count);
        foreach (ParsedInstance instance in imported)
        {
            var plan = new SetPlan(instance.StudyInstanceUID, instance.SeriesInstanceUID, instance.StudyFingerprint, instance.SeriesFingerprint);
            if (!placements.TryGetValue(plan, out Placement? placement)) placements[plan] = placement = Place(datastoreId, plan, instance);
            instances.Put(placement.ImageSetId, placement.Version, instance.Stored);
            result.Add(placement);
        }
        return result;
    }

    private Placement Place(string datastoreId, SetPlan plan, ParsedInstance first)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<ImageSet> primaries = [.. sets.Live(datastoreId, study: plan.StudyInstanceUID).Where(set => set.IsPrimary)];
        bool agreesWithStudy = primaries.All(set => set.StudyFingerprint == plan.StudyFingerprint);
        ImageSet? ofSeries = sets.Live(datastoreId, series: plan.SeriesInstanceUID).Find(set => set.IsPrimary);
        if (ofSeries is null) return Create(datastoreId, plan, first, isPrimary: agreesWithStudy, now);

        bool agrees = ofSeries.StudyInstanceUID == plan.StudyInstanceUID && ofSeries.StudyFingerprint == plan.StudyFingerprint
            && ofSeries.SeriesFingerprint == plan.SeriesFingerprint;
        if (!agrees) return Create(datastoreId, plan, first, isPrimary: false, now);
        ImageSetVersion latest = sets.FindVersion(ofSeries.Id, ofSeries.LatestVersion)!;
        ImageSet advanced = sets.Advance(ofSeries, ImageSetVersion.Updated, latest.Updates, isForced: false, now);
        return new(advanced.Id, advanced.LatestVersion, IsPrimary: true);
    }

    private Placement Create(string datastoreId, SetPlan plan, ParsedInstance first, bool isPrimary, DateTimeOffset now)
    {
        var set = new ImageSet(
            Guid.NewGuid().ToString("N"), datastoreId, plan.StudyInstanceUID, plan.SeriesInstanceUID, isPrimary, plan.StudyFingerprint,
            plan.SeriesFingerprint, first.Tags, LatestVersion: 1, now, now, DeletedAt: null);
        sets.Add(set, ImageSetVersion.Created, [], isForced: false);
        return new(set.Id, set.LatestVersion, isPrimary);
    }
}
