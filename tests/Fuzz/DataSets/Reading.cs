using StoreScp.Dicom;

namespace StoreScp.Fuzz.Tests.DataSets;

/// <summary>Reads all that a data set offers. Only <see cref="DicomDataException"/> may come of it, of a sequence within UN that is read late.</summary>
internal static class Reading
{
    public static void Everything(DicomDataset dataSet)
    {
        try
        {
            foreach (var element in dataSet)
            {
                dataSet.GetStrings(element.Tag);
                dataSet.GetNumbers<int>(element.Tag);
                dataSet.GetDateTime(element.Tag);
                dataSet.GetPersonName(element.Tag);
                foreach (var item in element.Items ?? Enumerable.Empty<DicomDataset>()) Everything(item);
            }
        }
        catch (DicomDataException)
        {
            // As documented.
        }
    }

    public static List<DicomTag> TagsOf(DicomDataset dataSet)
    {
        var tags = new List<DicomTag>();
        try
        {
            foreach (var element in dataSet) tags.Add(element.Tag);
        }
        catch (DicomDataException)
        {
            // As documented.
        }
        return tags;
    }
}
