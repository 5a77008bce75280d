using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class CorpusTests
{
    [Fact]
    public async Task Real_files_are_imported_or_refused_and_what_is_imported_can_be_read_back()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(options => options with { Quotas = new() { BytesPerJob = long.MaxValue } });
        foreach (CorpusFile file in Corpus.Files)
        {
            string path = Path.Combine(emulator.Bucket, "import", file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file.Path, path);
        }

        string jobId = (string)(await emulator.ImportAsync("import/"))["jobId"]!;

        string[] imported = [.. emulator.Successes(jobId).Select(line => (string)line["inputFile"]!)];
        string[] refused = [.. emulator.Failures(jobId).Select(line => (string)line["inputFile"]!)];
        imported.Concat(refused).Should().BeEquivalentTo(Corpus.Files.Select(file => $"import/{file.Name}"));
        emulator.Failures(jobId).Should().OnlyContain(line => (string)line["exception"]!["exceptionType"]! == "ValidationException");
        imported.Should().HaveCountGreaterThan(refused.Length * 4);
        foreach (string imageSetId in emulator.Manifest(jobId)["imageSetsSummary"]!.AsArray().Select(set => (string)set!["imageSetId"]!))
            await ReadAllAsync(emulator, imageSetId);
        await SearchAllAsync(emulator);
    }

    private static async Task ReadAllAsync(RunningEmulator emulator, string imageSetId)
    {
        foreach ((_, JsonNode? series) in (await emulator.MetadataAsync(imageSetId))["Study"]!["Series"]!.AsObject())
        {
            foreach ((_, JsonNode? instance) in series!["Instances"]!.AsObject())
            {
                // Of thousands of frames some will do.
                foreach (JsonNode? frame in instance!["ImageFrames"]!.AsArray().Take(5))
                    (await emulator.FrameAsync(imageSetId, (string)frame!["ID"]!)).LongLength.Should().Be((long)frame["FrameSizeInBytes"]!);
            }
        }
    }

    private static async Task SearchAllAsync(RunningEmulator emulator)
    {
        string datastore = $"/datastore/{emulator.DatastoreId}";
        (await emulator.GetAsync($"{datastore}/studies")).AsArray().Should().NotBeEmpty();
        foreach (JsonNode? series in (await emulator.GetAsync($"{datastore}/series")).AsArray())
        {
            string path = $"{datastore}/studies/{series!["0020000D"]!["Value"]![0]}/series/{series["0020000E"]!["Value"]![0]}";
            (await emulator.GetAsync($"{path}/metadata")).AsArray().Should().HaveCount((int)series["00201209"]!["Value"]![0]!);
        }
    }
}
