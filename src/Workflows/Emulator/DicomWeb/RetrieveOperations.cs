using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>WADO-RS: GetDICOMInstance, GetDICOMInstanceMetadata, GetDICOMSeriesMetadata, GetDICOMInstanceFrames (PS3.18 §10.4).</summary>
internal sealed class RetrieveOperations(EmulatorState state)
{
    private readonly InstanceFinder _finder = new(state);

    public async Task GetInstanceAsync(ApiRequest request)
    {
        StoredInstance instance = _finder.Instance(request);
        RequireAccepted(request, instance.TransferSyntaxUID);
        HttpResponse response = request.Context.Response;
        response.ContentType = $"application/dicom; transfer-syntax={instance.TransferSyntaxUID}";
        await response.SendFileAsync(state.Blobs.PathOf(instance.BlobId), request.Aborted);
    }

    public Task GetInstanceMetadataAsync(ApiRequest request) => AnswerMetadataAsync(request, [_finder.Instance(request)]);

    public Task GetSeriesMetadataAsync(ApiRequest request) => AnswerMetadataAsync(request, _finder.Series(request));

    public async Task GetFramesAsync(ApiRequest request)
    {
        StoredInstance instance = _finder.Instance(request);
        FrameReader reader = FrameReader.Open(state.Blobs.PathOf(instance.BlobId));
        int[] frames = [.. request.Path("frames").Split(',').Select(number => FrameOf(number, reader.Frames.Count))];
        string contentType = TransferSyntaxes.ContentTypeOf(instance.TransferSyntaxUID);
        string boundary = Guid.NewGuid().ToString("N");
        HttpResponse response = request.Context.Response;
        response.ContentType = $"multipart/related; type=\"{contentType}\"; boundary={boundary}";
        foreach (int frame in frames)
        {
            await WriteAsync($"--{boundary}\r\nContent-Type: {contentType}; transfer-syntax={instance.TransferSyntaxUID}\r\n\r\n");
            await foreach (ReadOnlyMemory<byte> block in reader.ReadAsync(frame, request.Aborted)) await response.Body.WriteAsync(block, request.Aborted);
            await WriteAsync("\r\n");
        }
        await WriteAsync($"--{boundary}--\r\n");

        async Task WriteAsync(string text) => await response.Body.WriteAsync(Encoding.ASCII.GetBytes(text), request.Aborted);
    }

    private async Task AnswerMetadataAsync(ApiRequest request, IReadOnlyList<StoredInstance> instances)
    {
        HttpResponse response = request.Context.Response;
        response.ContentType = DicomJson.ContentType;
        string separator = "[";
        foreach (StoredInstance instance in instances)
        {
            using DicomFile file = DicomFile.Open(state.Blobs.PathOf(instance.BlobId));
            await response.WriteAsync(separator + DicomJson.Of(file.Header).ToJsonString(), request.Aborted);
            separator = ",";
        }
        await response.WriteAsync(instances.Count == 0 ? "[]" : "]", request.Aborted);
    }

    private static int FrameOf(string number, int count) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int frame) && frame >= 1 && frame <= count
            ? frame - 1
            : throw ApiException.NotFound("The frame does not exist");

    // As stored, or not at all.
    private static void RequireAccepted(ApiRequest request, string transferSyntax)
    {
        string[] accepted = [.. request.Context.Request.Headers.Accept.OfType<string>()];
        if (!MediaTypeHeaderValue.TryParseList(accepted, out IList<MediaTypeHeaderValue>? types)) return;
        string[] syntaxes = [.. types.Select(type => type.Parameters.FirstOrDefault(parameter => parameter.Name == "transfer-syntax")?.GetUnescapedValue().Value ?? "*")];
        if (syntaxes.Length > 0 && !syntaxes.Any(syntax => syntax == "*" || syntax == transferSyntax))
            throw ApiException.NotAcceptable($"The instance is stored as {transferSyntax}");
    }
}
