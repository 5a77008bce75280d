using StoreScp.Dicom;

namespace StoreScp.Server.Cli;

/// <summary>Writes a file's elements, one a line: tag, VR, length, keyword, value; items of sequences are indented.</summary>
internal sealed class DumpWriter(TextWriter output, int valueLength)
{
    private readonly ElementText _text = new(valueLength);

    public void Write(DicomFile file)
    {
        output.WriteLine(file.Meta is null ? "# no File Meta Information" : "# File Meta Information");
        if (file.Meta is { } meta)
            WriteMeta(meta);
        output.WriteLine($"# Data set: {file.TransferSyntax.Name} ({file.TransferSyntax.UID})");
        WriteElements(file.Header, 0);
        if (file.Bulk is not { } bulk)
            return;
        var length = bulk.HasUndefinedLength ? "undefined" : $"{bulk.ValueLength}";
        WriteLine(0, bulk.Tag, bulk.VR, length, "(not shown)");
        WriteElements(file.ReadTrailer(), 0);
    }

    private void WriteMeta(FileMetaInformation meta)
    {
        foreach (var (keyword, value) in new[]
        {
            (nameof(meta.MediaStorageSOPClassUID), meta.MediaStorageSOPClassUID),
            (nameof(meta.MediaStorageSOPInstanceUID), meta.MediaStorageSOPInstanceUID),
            (nameof(meta.TransferSyntaxUID), meta.TransferSyntaxUID),
            (nameof(meta.ImplementationClassUID), meta.ImplementationClassUID),
            (nameof(meta.ImplementationVersionName), meta.ImplementationVersionName),
            (nameof(meta.SourceApplicationEntityTitle), meta.SourceApplicationEntityTitle),
            (nameof(meta.SendingApplicationEntityTitle), meta.SendingApplicationEntityTitle),
            (nameof(meta.ReceivingApplicationEntityTitle), meta.ReceivingApplicationEntityTitle),
            (nameof(meta.SourcePresentationAddress), meta.SourcePresentationAddress),
            (nameof(meta.SendingPresentationAddress), meta.SendingPresentationAddress),
            (nameof(meta.ReceivingPresentationAddress), meta.ReceivingPresentationAddress),
            (nameof(meta.PrivateInformationCreatorUID), meta.PrivateInformationCreatorUID),
        })
        {
            if (value is null)
                continue;
            var tag = DicomDictionary.TagOf(keyword);
            var vr = DicomDictionary.VROf(tag);
            WriteLine(0, tag, vr, $"{value.Length}", vr == DicomVR.UI ? _text.WithName(value) : _text.Quoted(value));
        }
    }

    private void WriteElements(DicomDataset dataSet, int depth)
    {
        foreach (var element in dataSet)
        {
            if (element.Items is not { } items)
            {
                WriteLine(depth, element.Tag, element.VR, $"{element.Value.Length}", _text.Of(dataSet, element));
                continue;
            }
            WriteLine(depth, element.Tag, element.VR, $"{element.Value.Length}", items.Count == 1 ? "1 item" : $"{items.Count} items");
            for (var i = 0; i < items.Count; i++)
            {
                output.WriteLine($"{Indent(depth + 1)}item {i + 1}");
                WriteElements(items[i], depth + 2);
            }
        }
    }

    private void WriteLine(int depth, DicomTag tag, DicomVR vr, string length, string value)
    {
        var keyword = DicomDictionary.KeywordOf(tag);
        var name = keyword.Length > 0 ? keyword : tag.IsPrivateCreator ? "(private creator)" : tag.IsPrivate ? "(private)" : "(unknown)";
        output.WriteLine($"{Indent(depth)}{tag} {(vr == DicomVR.None ? "--" : vr.ToString())} {length,8}  {name}: {value}");
    }

    private static string Indent(int depth) => new(' ', depth * 2);
}
