using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.S3;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>As much of S3 as the adapter uses, in memory, with its conditions and checksums; and with whatever goes wrong, on demand.</summary>
internal sealed class FakeS3 : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Fault>> _faults = [];
    private int _uploads;

    /// <summary>Decides what the client sees of the answer.</summary>
    public delegate Task<HttpResponseMessage> Fault(Func<HttpResponseMessage> answer, CancellationToken cancellation);

    public ConcurrentDictionary<string, FakeObject> Objects { get; } = [];

    public ConcurrentDictionary<string, (string Key, FakeObject Upload)> Uploads { get; } = [];

    /// <summary>The operations in the order of their requests.</summary>
    public ConcurrentQueue<string> Operations { get; } = [];

    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = [];

    /// <summary>Objects or uploads that one page of a list has.</summary>
    public int PageSize { get; init; } = 1000;

    public static S3StorageOptions Options { get; } = new()
    {
        Bucket = "images",
        PartBytes = 5 << 20,
        PartMemoryBytes = 64 << 20,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaximumRetryDelay = TimeSpan.FromMilliseconds(1),
    };

    public S3Bucket Bucket(S3StorageOptions? options = null, TimeProvider? time = null) =>
        new(new AwsAccess("us-east-1", new BasicAWSCredentials("test", "test"), new Uri("https://s3.invalid")), options ?? Options, time ?? TimeProvider.System, this);

    public S3InstanceStore Open(S3StorageOptions? options = null, TimeProvider? time = null) => new(Bucket(options, time));

    /// <summary>The next requests of an operation go wrong so, one after the other.</summary>
    public FakeS3 Next(string operation, params Fault[] faults)
    {
        lock (_gate)
        {
            if (!_faults.TryGetValue(operation, out var queue))
                _faults[operation] = queue = new Queue<Fault>();
            foreach (var fault in faults)
                queue.Enqueue(fault);
        }
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var key = Uri.UnescapeDataString(request.RequestUri.AbsolutePath)[1..];
        key = key.Contains('/') ? key[(key.IndexOf('/') + 1)..] : "";
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value));
        var operation = OperationOf(request.Method.Method, key, query.AllKeys.Concat(query.GetValues(null) ?? []).ToHashSet(), headers);
        Operations.Enqueue(operation);
        Requests.Enqueue(request);
        Fault? fault;
        lock (_gate)
            fault = _faults.TryGetValue(operation, out var queue) && queue.TryDequeue(out var next) ? next : null;
        HttpResponseMessage Answer()
        {
            lock (_gate)
                return Handle(operation, key, id => query[id], headers, body);
        }
        var answer = fault is null ? Answer() : await fault(Answer, cancellationToken);
        answer.RequestMessage = request;
        return answer;
    }

    private static string OperationOf(string method, string key, HashSet<string?> query, Dictionary<string, string> headers) => method switch
    {
        "PUT" when query.Contains("partNumber") => headers.ContainsKey("x-amz-copy-source") ? "UploadPartCopy" : "UploadPart",
        "PUT" => headers.ContainsKey("x-amz-copy-source") ? "CopyObject" : "PutObject",
        "POST" => query.Contains("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload",
        "DELETE" => query.Contains("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
        "HEAD" => "HeadObject",
        _ when key.Length > 0 => "GetObject",
        _ => query.Contains("uploads") ? "ListMultipartUploads" : "ListObjectsV2",
    };

    private HttpResponseMessage Handle(string operation, string key, Func<string, string?> query, Dictionary<string, string> headers, byte[] body) => operation switch
    {
        "PutObject" => Put(key, headers, body),
        "HeadObject" or "GetObject" => Get(key, headers),
        "DeleteObject" => Delete(key),
        "CopyObject" => Copy(key, headers),
        "CreateMultipartUpload" => Create(key, headers),
        "UploadPart" => Part(query, headers, body),
        "UploadPartCopy" => Part(query, headers, Slice(Source(headers), headers["x-amz-copy-source-range"])),
        "CompleteMultipartUpload" => Complete(key, query, headers),
        "AbortMultipartUpload" => Uploads.TryRemove(query("uploadId")!, out _) ? new(HttpStatusCode.NoContent) : FakeFaults.Error(404, "NoSuchUpload"),
        "ListMultipartUploads" => ListUploads(query),
        _ => List(query),
    };

    private HttpResponseMessage Put(string key, Dictionary<string, string> headers, byte[] body)
    {
        if (headers.GetValueOrDefault("if-none-match") == "*" && Objects.ContainsKey(key))
            return FakeFaults.Error(412, "PreconditionFailed");
        if (!ChecksumMatches(headers, body))
            return FakeFaults.Error(400, "BadDigest");
        return Answer(Objects[key] = new FakeObject(body, ETagOf(body), Kept(headers)));
    }

    private HttpResponseMessage Get(string key, Dictionary<string, string> headers)
    {
        if (!Objects.TryGetValue(key, out var found))
            return FakeFaults.Error(404, "NoSuchKey");
        if (headers.TryGetValue("if-match", out var etag) && etag != found.ETag)
            return FakeFaults.Error(412, "PreconditionFailed");
        var bytes = headers.TryGetValue("range", out var range) ? Slice(found, range) : found.Bytes;
        var answer = Answer(found);
        answer.Content = new ByteArrayContent(bytes);
        answer.Content.Headers.LastModified = found.LastModified;
        return answer;
    }

    private HttpResponseMessage Delete(string key)
    {
        Objects.TryRemove(key, out _);
        return new(HttpStatusCode.NoContent);
    }

    private HttpResponseMessage Copy(string key, Dictionary<string, string> headers)
    {
        var source = Source(headers);
        if (Objects.ContainsKey(key) || headers["x-amz-copy-source-if-match"] != source.ETag)
            return FakeFaults.Error(412, "PreconditionFailed");
        Objects[key] = source with { ETag = ETagOf(source.Bytes), LastModified = DateTimeOffset.UtcNow };
        return Xml("CopyObjectResult", new XElement("ETag", source.ETag));
    }

    private HttpResponseMessage Create(string key, Dictionary<string, string> headers)
    {
        var id = $"upload-{++_uploads}";
        Uploads[id] = (key, new FakeObject([], "", Kept(headers)));
        return Xml("InitiateMultipartUploadResult", new XElement("UploadId", id));
    }

    private HttpResponseMessage Part(Func<string, string?> query, Dictionary<string, string> headers, byte[] body)
    {
        if (!Uploads.TryGetValue(query("uploadId")!, out var upload))
            return FakeFaults.Error(404, "NoSuchUpload");
        if (!ChecksumMatches(headers, body))
            return FakeFaults.Error(400, "BadDigest");
        var part = new FakeObject(body, ETagOf(body), Kept(headers));
        upload.Upload.Parts[int.Parse(query("partNumber")!, CultureInfo.InvariantCulture)] = part;
        return headers.ContainsKey("x-amz-copy-source") ? Xml("CopyPartResult", new XElement("ETag", part.ETag)) : Answer(part);
    }

    private HttpResponseMessage Complete(string key, Func<string, string?> query, Dictionary<string, string> headers)
    {
        if (!Uploads.TryGetValue(query("uploadId")!, out var upload))
            return FakeFaults.Error(404, "NoSuchUpload");
        if (headers.GetValueOrDefault("if-none-match") == "*" && Objects.ContainsKey(key))
            return FakeFaults.Error(412, "PreconditionFailed");
        var parts = upload.Upload.Parts.Values;
        byte[] bytes = [.. parts.SelectMany(part => part.Bytes)];
        var composite = $"{Convert.ToBase64String(SHA256.HashData([.. parts.SelectMany(part => SHA256.HashData(part.Bytes))]))}-{parts.Count}";
        if (headers.GetValueOrDefault("x-amz-checksum-crc64nvme", Crc64.TextOf(bytes)) != Crc64.TextOf(bytes)
            || headers.GetValueOrDefault("x-amz-checksum-sha256", composite) != composite
            || long.Parse(headers["x-amz-mp-object-size"], CultureInfo.InvariantCulture) != bytes.Length)
        {
            return FakeFaults.Error(400, "BadDigest");
        }
        Uploads.TryRemove(query("uploadId")!, out _);
        var made = Objects[key] = new FakeObject(bytes, $"\"{ETagOf(bytes).Trim('"')}-{parts.Count}\"", upload.Upload.Headers);
        return Xml("CompleteMultipartUploadResult", new XElement("ETag", made.ETag), new XElement("ChecksumCRC64NVME", headers.GetValueOrDefault("x-amz-checksum-crc64nvme")));
    }

    private HttpResponseMessage List(Func<string, string?> query)
    {
        var (prefix, after) = (query("prefix") ?? "", query("continuation-token") ?? query("start-after") ?? "");
        var all = Objects.Where(found => found.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(found.Key, after) > 0)
            .OrderBy(found => found.Key, StringComparer.Ordinal).ToArray();
        if (query("delimiter") is { } delimiter)
            return Folders(all.Select(found => found.Key), prefix.Length, delimiter);
        var page = all.Take(PageSize).ToArray();
        return Xml("ListBucketResult",
            [
                new XElement("IsTruncated", all.Length > page.Length),
                new XElement("NextContinuationToken", page.LastOrDefault().Key),
                .. page.Select(found => new XElement("Contents", new XElement("Key", found.Key), new XElement("Size", found.Value.Bytes.Length),
                    new XElement("ETag", found.Value.ETag), new XElement("LastModified", Iso(found.Value.LastModified)))),
            ]);
    }

    /// <summary>What is below a folder, as its folders; what is directly in it is not asked for here.</summary>
    private static HttpResponseMessage Folders(IEnumerable<string> keys, int prefix, string delimiter) => Xml("ListBucketResult",
        [
            .. keys.Select(key => (key, end: key.IndexOf(delimiter, prefix, StringComparison.Ordinal))).Where(found => found.end >= 0)
                .Select(found => found.key[..(found.end + 1)]).Distinct().Select(folder => new XElement("CommonPrefixes", new XElement("Prefix", folder))),
        ]);

    private HttpResponseMessage ListUploads(Func<string, string?> query)
    {
        var after = query("upload-id-marker") ?? "";
        var all = Uploads.Where(upload => string.CompareOrdinal(upload.Key, after) > 0).OrderBy(upload => upload.Key, StringComparer.Ordinal).ToArray();
        var page = all.Take(PageSize).ToArray();
        return Xml("ListMultipartUploadsResult",
            [
                new XElement("IsTruncated", all.Length > page.Length),
                new XElement("NextKeyMarker", page.LastOrDefault().Value.Key),
                new XElement("NextUploadIdMarker", page.LastOrDefault().Key),
                .. page.Select(upload => new XElement("Upload", new XElement("Key", upload.Value.Key), new XElement("UploadId", upload.Key),
                    new XElement("Initiated", Iso(upload.Value.Upload.LastModified)))),
            ]);
    }

    private static byte[] Slice(FakeObject found, string range)
    {
        var ends = range["bytes=".Length..].Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return found.Bytes[ends[0]..(ends[1] + 1)];
    }

    private FakeObject Source(Dictionary<string, string> headers) => Objects[Uri.UnescapeDataString(headers["x-amz-copy-source"]).TrimStart('/').Split('/', 2)[1]];

    private static bool ChecksumMatches(Dictionary<string, string> headers, byte[] body) =>
        headers.GetValueOrDefault("x-amz-checksum-crc64nvme", Crc64.TextOf(body)) == Crc64.TextOf(body)
        && headers.GetValueOrDefault("x-amz-checksum-sha256", Sha256Of(body)) == Sha256Of(body);

    private static Dictionary<string, string> Kept(Dictionary<string, string> headers) =>
        headers.Where(header => header.Key.StartsWith("x-amz-meta-", StringComparison.Ordinal) || header.Key.StartsWith("x-amz-checksum-", StringComparison.Ordinal)
            || header.Key.StartsWith("x-amz-server-side", StringComparison.Ordinal)).ToDictionary();

    private static HttpResponseMessage Answer(FakeObject found)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        answer.Headers.TryAddWithoutValidation("ETag", found.ETag);
        foreach (var (name, value) in found.Headers)
            answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }

    private static HttpResponseMessage Xml(string root, params object[] content) =>
        new(HttpStatusCode.OK) { Content = new StringContent(new XElement(root, content).ToString(), Encoding.UTF8, "application/xml") };

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.000Z", CultureInfo.InvariantCulture);

    private static string ETagOf(byte[] bytes) => $"\"{Convert.ToHexStringLower(MD5.HashData(bytes))}\"";

    private static string Sha256Of(byte[] bytes) => Convert.ToBase64String(SHA256.HashData(bytes));
}
