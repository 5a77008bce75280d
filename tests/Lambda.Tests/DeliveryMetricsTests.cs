using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using StoreScp.Storage;

namespace StoreScp.Lambda.Tests;

/// <summary>What functions write of the results of imports: CloudWatch makes metrics of it.</summary>
public sealed partial class DeliveryMetricsTests : IAsyncDisposable
{
    private const string JobId = "0a1b2c";

    private static readonly Dictionary<string, string> InStaging = new(RunningProcess.Settings) { ["STORESCP__Metrics__Environment"] = "staging" };

    private readonly LocalPorts _local = new();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task Results_are_counted_by_state_and_reason_with_the_time_that_they_took()
    {
        var batch = await BatchWithResultsAsync();
        await using var process = await RunningProcess.StartAsync("RecordResults", _local, InStaging);

        (await process.InvokeAsync(Input(batch))).Body.Should().Be("""{"imported":2,"failed":0,"quarantined":1,"serverErrors":1,"unaccounted":1}""");

        var documents = Documents(process);
        documents.Should().OnlyContain(document => document.GetProperty("Environment").GetString() == "staging");
        Value(documents, "Deliveries").GetInt32().Should().Be(4, "the fifth is tried again");
        Value(documents, "Deliveries", ("State", "Imported")).GetInt32().Should().Be(2);
        Value(documents, "Deliveries", ("State", "Quarantined")).GetInt32().Should().Be(1);
        Value(documents, "Deliveries", ("State", "Failed")).GetInt32().Should().Be(1);
        Value(documents, "DeliveriesFailed").GetInt32().Should().Be(2);
        Value(documents, "DeliveriesFailed", ("Reason", "ValidationException")).GetInt32().Should().Be(1);
        Value(documents, "DeliveriesFailed", ("Reason", "Unaccounted")).GetInt32().Should().Be(1);
        Value(documents, "DeliveriesQuarantined").GetInt32().Should().Be(1);
        var time = Value(documents, "TimeToImported");
        time.GetProperty("Count").GetInt32().Should().Be(2);
        time.GetProperty("Min").GetDouble().Should().BeInRange(100, 190);
        time.GetProperty("Max").GetDouble().Should().BeInRange(200, 290);
        process.LogText.Should().NotContain("MUELLER");
    }

    [Fact]
    public async Task A_second_run_counts_nothing_twice()
    {
        var batch = await BatchWithResultsAsync();
        await using var process = await RunningProcess.StartAsync("RecordResults", _local);
        await process.InvokeAsync(Input(batch));
        var first = Documents(process).Count;

        (await process.InvokeAsync(Input(batch))).Json["imported"]!.GetValue<int>().Should().Be(2);

        first.Should().BePositive();
        Documents(process).Should().HaveCount(first);
    }

    [Fact]
    public async Task An_invocation_that_finishes_nothing_writes_none()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Importing);
        await using var process = await RunningProcess.StartAsync("StartImportJob", _local);
        await process.InvokeAsync(Input(batch));
        Documents(process).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_batch_that_failed_takes_with_it_counts_too()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Importing);
        await _local.AddInstanceAsync(batch, "1.2.3.1", TimeSpan.FromMinutes(1));
        await using var process = await RunningProcess.StartAsync("FailBatch", _local);
        await process.InvokeAsync(Input(batch));
        var documents = Documents(process);
        Value(documents, "DeliveriesFailed", ("Reason", "Other")).GetInt32().Should().Be(1);
        Value(documents, "DeliveriesQuarantined").GetInt32().Should().Be(0, "an alarm needs something to look at");
        documents.Should().NotContain(document => Has(document, "TimeToImported"));
    }

    [Fact]
    public async Task A_file_that_is_gone_counts_when_it_is_to_be_tried_again()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Importing);
        await _local.RemoveObjectAsync(await _local.AddInstanceAsync(batch, "1.2.3.1", TimeSpan.FromMinutes(1)));
        await using var process = await RunningProcess.StartAsync("RedriveFiles", _local);
        await process.InvokeAsync(Input(batch));
        Value(Documents(process), "Deliveries", ("State", "Failed")).GetInt32().Should().Be(1);
    }

    /// <summary>The server's metrics and the functions' are the same ones in CloudWatch.</summary>
    [Fact]
    public async Task Every_metric_is_in_the_table_of_the_operations_guide()
    {
        var batch = await BatchWithResultsAsync();
        await using var process = await RunningProcess.StartAsync("RecordResults", _local, InStaging);
        await process.InvokeAsync(Input(batch));
        var guide = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "operations.md"));
        var rows = Row().Matches(guide).ToDictionary(row => row.Groups["name"].Value);
        List<string> names = [];
        foreach (var directive in Documents(process).Select(document => document.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0]))
        {
            directive.GetProperty("Namespace").GetString().Should().Be("StoreSCP");
            var dimensions = directive.GetProperty("Dimensions")[0].EnumerateArray().Select(name => name.GetString()!).Where(name => name != "Environment").ToList();
            foreach (var metric in directive.GetProperty("Metrics").EnumerateArray())
            {
                names.Add(metric.GetProperty("Name").GetString()!);
                var row = rows.Should().ContainKey(metric.GetProperty("Name").GetString()!).WhoseValue;
                metric.GetProperty("Unit").GetString().Should().Be(row.Groups["unit"].Value);
                dimensions.Should().BeSubsetOf([row.Groups["dimension"].Value]);
            }
        }
        FunctionMetrics().Match(guide).Groups["name"].Captures.Select(name => name.Value).Should().Equal(names.Distinct(), "the guide lists what functions write");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a name of up to 64 characters")]
    public async Task An_environment_may_have_any_name_that_the_server_takes(string name)
    {
        await using var process = await RunningProcess.StartAsync("CloseBatch", _local, new Dictionary<string, string>(RunningProcess.Settings) { ["STORESCP__Metrics__Environment"] = name });
        (await process.InvokeAsync("[]")).ErrorType.Should().Be("Input.Invalid");
    }

    [Theory]
    [InlineData(":x")]
    [InlineData("Zürich")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Any_other_name_of_an_environment_is_refused(string name)
    {
        await using var process = await RunningProcess.StartAsync("CloseBatch", _local, new Dictionary<string, string>(RunningProcess.Settings) { ["STORESCP__Metrics__Environment"] = name });
        (await process.Server.AnswerAsync()).ErrorMessage.Should().Contain("STORESCP__Metrics__Environment");
    }

    private async Task<BatchRow> BatchWithResultsAsync()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Importing);
        var files = new List<string>();
        foreach (var (number, seconds) in new[] { (1, 100), (2, 200), (3, 1), (4, 1), (5, 1) })
            files.Add((await _local.AddInstanceAsync(batch, $"1.2.3.{number}", TimeSpan.FromSeconds(seconds))).ObjectKey!.Value.Value);
        await _local.WriteResultsAsync(JobId, imported: Imported(files[0]) + Imported(files[1]),
            failed: Failed(files[2], "ValidationException") + Failed(files[3], "InternalServerException"));
        return batch;
    }

    private static string Imported(string file) =>
        $$$"""{"inputFile":"{{{file}}}","importResponse":{"imageSetId":"0123456789abcdef0123456789abcdef","imageSetVersion":1,"isPrimary":true}}""" + "\n";

    private static string Failed(string file, string exception) =>
        $$$"""{"inputFile":"{{{file}}}","exception":{"exceptionType":"{{{exception}}}","message":"PatientName MUELLER is not allowed"}}""" + "\n";

    private static List<JsonElement> Documents(RunningProcess process) =>
        [.. process.LogText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("_aws", out _))];

    private static JsonElement Value(IEnumerable<JsonElement> documents, string metric, params (string Name, string Value)[] dimensions) =>
        documents.Should().ContainSingle(document => document.EnumerateObject().Any(member => member.NameEquals(metric))
            && new[] { "State", "Reason" }.Count(name => Has(document, name)) == dimensions.Length
            && dimensions.All(dimension => Has(document, dimension.Name) && document.GetProperty(dimension.Name).GetString() == dimension.Value)).Subject.GetProperty(metric);

    private static bool Has(JsonElement document, string member) => document.TryGetProperty(member, out _);

    private static string Input(BatchRow batch) => string.Create(
        CultureInfo.InvariantCulture, $$$"""{"batchId":"{{{batch.Id}}}","datastoreId":"{{{batch.DatastoreId}}}","execution":{{{batch.Executions}}},"pollSeconds":20,"job":{"jobName":"b","jobId":"{{{JobId}}}","jobStatus":"COMPLETED","outputS3Uri":"s3://results/"}}""");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("StoreScp.sln is above no folder of the test assembly.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w+)` \| (counter|gauge|histogram) \| (?<unit>\w+) \| (?<dimension>\w*) ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"functions, which write `(?<name>\w+)`((, | and )`(?<name>\w+)`)+ with", RegexOptions.ExplicitCapture)]
    private static partial Regex FunctionMetrics();
}
