using System.Text.Json;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>Studies, series and instances as a search shows them.</summary>
internal sealed class QueryRows(EmulatorState state)
{
    public IEnumerable<DicomDataset> Of(IEnumerable<ImageSet> sets, QueryLevel level) => level switch
    {
        QueryLevel.Study => sets.GroupBy(set => set.StudyInstanceUID).Select(study => Study([.. study])),
        QueryLevel.Series => sets.GroupBy(set => set.SeriesInstanceUID).Select(series => Series([.. series])),
        _ => sets.SelectMany(set => state.Instances.Of(set.Id, set.LatestVersion).Select(instance => Instance(set, instance))),
    };

    private DicomDataset Study(ImageSet[] sets) => Shared(sets[0], MetadataLevel.Study)
        .SetReceived(DicomTag.ModalitiesInStudy, sets.Select(set => (string?)set.Tags["DICOMSeriesModality"]).OfType<string>().Distinct())
        .Set(DicomTag.NumberOfStudyRelatedSeries, sets.Select(set => set.SeriesInstanceUID).Distinct().Count())
        .Set(DicomTag.NumberOfStudyRelatedInstances, sets.Sum(set => state.Instances.Count(set.Id)));

    private DicomDataset Series(ImageSet[] sets) => Shared(sets[0], MetadataLevel.Series)
        .Set(DicomTag.NumberOfSeriesRelatedInstances, sets.Sum(set => state.Instances.Count(set.Id)));

    private static DicomDataset Instance(ImageSet set, StoredInstance instance) => Shared(set, MetadataLevel.Series)
        .SetReceived(DicomTag.SOPClassUID, instance.SOPClassUID)
        .SetReceived(DicomTag.SOPInstanceUID, instance.SOPInstanceUID)
        .SetReceived(DicomTag.AvailableTransferSyntaxUID, instance.TransferSyntaxUID);

    private static DicomDataset Shared(ImageSet set, MetadataLevel deepest)
    {
        var row = new DicomDataset();
        foreach ((string name, DicomTag tag) in SearchTags.Elements)
        {
            if (NormalizedElements.LevelOf(tag) > deepest || set.Tags[name] is not { } value) continue;
            row.SetReceived(tag, value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());
        }
        return row;
    }
}
