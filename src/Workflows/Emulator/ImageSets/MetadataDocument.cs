using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>The metadata of one version of an image set (AWS HealthImaging Developer Guide, "Getting image set metadata"): made when it is first asked for, then kept.</summary>
internal sealed class MetadataDocument(EmulatorState state)
{
    private const string SchemaVersion = "1.1";

    // FileMetaInformationVersion 00H 01H (PS3.10 §7.1).
    private static readonly byte[] MetaVersion = [0, 1];

    /// <summary>The path of the gzip file.</summary>
    public async Task<string> PathOfAsync(ImageSet set, ImageSetVersion version, CancellationToken cancellation)
    {
        string path = PathOf(set, version.Version);
        if (!File.Exists(path)) await AtomicFile.WriteAsync(path, state.Folder.NewIncoming(), stream => WriteAsync(stream, set, version, cancellation));
        return path;
    }

    /// <summary>Removes what is kept of all versions.</summary>
    public void Delete(ImageSet set)
    {
        for (int version = 1; version <= set.LatestVersion; version++) File.Delete(PathOf(set, version));
    }

    private string PathOf(ImageSet set, int version) => Path.Combine(state.Folder.Metadata, $"{set.Id}-{version}.json.gz");

    private async Task WriteAsync(Stream stream, ImageSet set, ImageSetVersion version, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(stream, CompressionLevel.Fastest);
        await using var json = new Utf8JsonWriter(gzip);
        List<StoredInstance> instances = state.Instances.Of(set.Id, version.Version);
        var updates = new MetadataUpdates(version.Updates);
        json.WriteStartObject();
        json.WriteString("SchemaVersion", SchemaVersion);
        json.WriteString("DatastoreID", set.DatastoreId);
        json.WriteString("ImageSetID", set.Id);
        WriteShared(json, instances, updates, set.SeriesInstanceUID);
        foreach (StoredInstance instance in instances)
        {
            cancellation.ThrowIfCancellationRequested();
            await WriteInstanceAsync(json, instance, updates, cancellation);
            await json.FlushAsync(cancellation);
        }
        for (int open = 0; open < 5; open++) json.WriteEndObject();
    }

    /// <summary>Writes Patient, Study and Series, and leaves Study, Series, this series and its Instances open.</summary>
    private void WriteShared(Utf8JsonWriter json, List<StoredInstance> instances, MetadataUpdates updates, string seriesInstanceUID)
    {
        // They agree in all instances: the first speaks for the others.
        using DicomFile? first = instances.Count > 0 ? DicomFile.Open(state.Blobs.PathOf(instances[0].BlobId)) : null;
        json.WriteStartObject("Patient");
        WriteLevel(json, first?.Header, MetadataLevel.Patient, null, updates);
        json.WriteEndObject();
        json.WriteStartObject("Study");
        WriteLevel(json, first?.Header, MetadataLevel.Study, null, updates);
        json.WriteStartObject("Series");
        json.WriteStartObject(seriesInstanceUID);
        WriteLevel(json, first?.Header, MetadataLevel.Series, null, updates);
        json.WriteStartObject("Instances");
    }

    private async Task WriteInstanceAsync(Utf8JsonWriter json, StoredInstance instance, MetadataUpdates updates, CancellationToken cancellation)
    {
        string path = state.Blobs.PathOf(instance.BlobId);
        using DicomFile file = DicomFile.Open(path);
        var frames = new FrameReader(path, file);
        DicomDataset? trailer = HasTrailer(path, file, frames.Frames) ? file.ReadTrailer() : null;
        json.WriteStartObject(instance.SOPInstanceUID);
        WriteLevel(json, file.Header, MetadataLevel.Instance, instance.SOPInstanceUID, updates, file.Meta, trailer);
        WriteVRs(json, file.Header, trailer);
        json.WriteString("StoredTransferSyntaxUID", instance.TransferSyntaxUID);
        if (frames.Frames is { IsNative: true, Count: > 0 }) json.WriteString("ChecksumType", "DECOMPRESSED");
        json.WriteStartArray("ImageFrames");
        for (int frame = 0; frame < frames.Frames.Count; frame++) await WriteFrameAsync(json, instance.BlobId, frames, frame, cancellation);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Read only when there is something behind the pixel data: it costs reading all of the file.
    private static bool HasTrailer(string path, DicomFile file, PixelFrames frames) =>
        file.Bulk is { } bulk && (bulk.Tag.Group != 0x7FE0 || frames.IsDeflated || frames.End < new FileInfo(path).Length);

    private static void WriteLevel(
        Utf8JsonWriter json, DicomDataset? header, MetadataLevel level, string? sopInstanceUID, MetadataUpdates updates,
        FileMetaInformation? meta = null, DicomDataset? trailer = null)
    {
        json.WriteStartObject("DICOM");
        if (meta is not null) WriteMeta(json, meta, key => updates.IsReplaced(level, sopInstanceUID, key));
        foreach (DicomDataset dataSet in new[] { header, trailer }.OfType<DicomDataset>())
        {
            foreach (DicomElement element in dataSet)
            {
                bool isHere = NormalizedElements.LevelOf(element.Tag) == level || (level == MetadataLevel.Instance && ReferenceEquals(dataSet, trailer));
                if (!isHere || IsLeftOut(element.Tag) || updates.IsReplaced(level, sopInstanceUID, MetadataJson.KeyOf(element.Tag))) continue;
                MetadataJson.WriteMember(json, dataSet, element);
            }
        }
        foreach ((string key, JsonNode? value) in updates.ChangedAt(level, sopInstanceUID))
        {
            json.WritePropertyName(key);
            if (value is null) json.WriteNullValue();
            else value.WriteTo(json);
        }
        json.WriteEndObject();
    }

    // Pixel data is served frame by frame, and lengths of groups are of no use.
    private static bool IsLeftOut(DicomTag tag) => tag.IsGroupLength || tag.Value is 0x7FE00008 or 0x7FE00009 or 0x7FE00010;

    private static void WriteMeta(Utf8JsonWriter json, FileMetaInformation meta, Func<string, bool> isReplaced)
    {
        json.WriteBase64String("FileMetaInformationVersion", MetaVersion);
        (string Keyword, string? Value)[] elements =
        [
            ("MediaStorageSOPClassUID", meta.MediaStorageSOPClassUID),
            ("MediaStorageSOPInstanceUID", meta.MediaStorageSOPInstanceUID),
            ("TransferSyntaxUID", meta.TransferSyntaxUID),
            ("ImplementationClassUID", meta.ImplementationClassUID),
            ("ImplementationVersionName", meta.ImplementationVersionName),
            ("SourceApplicationEntityTitle", meta.SourceApplicationEntityTitle),
        ];
        foreach ((string keyword, string? value) in elements)
            if (value is not null && !isReplaced(keyword)) json.WriteString(keyword, value);
    }

    private static void WriteVRs(Utf8JsonWriter json, DicomDataset header, DicomDataset? trailer)
    {
        json.WriteStartObject("DICOMVRs");
        foreach (DicomElement element in trailer is null ? header : header.Concat(trailer))
            if (!MetadataJson.HasKeyword(element.Tag) && !element.Tag.IsGroupLength) json.WriteString(MetadataJson.KeyOf(element.Tag), $"{element.VR}");
        json.WriteEndObject();
    }

    private static async Task WriteFrameAsync(Utf8JsonWriter json, string blobId, FrameReader reader, int frame, CancellationToken cancellation)
    {
        json.WriteStartObject();
        json.WriteString("ID", FrameId.Of(blobId, frame));
        if (reader.Frames.IsNative)
        {
            var statistics = new PixelStatistics(reader.Shape, isBigEndian: !reader.TransferSyntax.IsLittleEndian);
            await foreach (ReadOnlyMemory<byte> block in reader.ReadAsync(frame, cancellation)) statistics.Append(block.Span);
            json.WriteStartArray("PixelDataChecksumFromBaseToFullResolution");
            json.WriteStartObject();
            json.WriteNumber("Width", reader.Shape.Columns);
            json.WriteNumber("Height", reader.Shape.Rows);
            json.WriteNumber("Checksum", statistics.Checksum);
            json.WriteEndObject();
            json.WriteEndArray();
            if (statistics.Minimum is { } minimum) json.WriteNumber("MinPixelValue", minimum);
            if (statistics.Maximum is { } maximum) json.WriteNumber("MaxPixelValue", maximum);
        }
        json.WriteNumber("FrameSizeInBytes", reader.LengthOf(frame));
        json.WriteEndObject();
    }
}
