namespace StoreScp.Dicom.Tests;

/// <summary>Files of the corpus as StoreSCP reads them.</summary>
internal static class CorpusReading
{
    /// <summary>The data set's bytes, inflated, and the transfer syntax of a file.</summary>
    public static (byte[] DataSet, DicomTransferSyntax Syntax) DataSetOf(string path)
    {
        using DicomFile file = DicomFile.Open(path);
        Stream stream = file.SeekDataSet();
        if (file.TransferSyntax.IsDeflated) stream = new InflatingStream(stream, DicomReadLimits.Default, leaveOpen: true);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return (bytes.ToArray(), file.TransferSyntax);
    }

    public static IEnumerable<ReadElement> Flatten(DicomDataset dataSet, string prefix = "")
    {
        foreach (DicomElement element in dataSet)
        {
            string path = $"{prefix}{element.Tag.Value:X8}";
            yield return new ReadElement(path, element.VR, element.Value, element.Items?.Count);
            for (int i = 0; i < element.Items?.Count; i++)
                foreach (ReadElement inner in Flatten(element.Items[i], $"{path}[{i}].")) yield return inner;
        }
    }
}
