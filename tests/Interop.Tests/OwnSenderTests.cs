namespace StoreScp.Interop.Tests;

/// <summary><c>storescp send</c> and <c>storescp echo</c> against DCMTK and against ourselves.</summary>
[Collection(PlainServer.Name)]
public sealed class OwnSenderTests(PlainServer server)
{
    [Fact]
    public async Task Echo_is_answered_by_dcmtk_and_by_ourselves()
    {
        await using var storescp = await DcmtkStoreScp.StartAsync();

        (await ServerProcess.RunAsync("echo", $"127.0.0.1:{storescp.Port}", "--aec", "DCMTK")).MustSucceed();
        (await ServerProcess.RunAsync("echo", $"127.0.0.1:{server.Port}")).MustSucceed();
    }

    [Fact]
    public async Task Echo_says_so_when_nobody_listens()
    {
        var result = await ServerProcess.RunAsync("echo", "127.0.0.1:1");

        result.ExitCode.Should().NotBe(0);
        result.Errors.Should().Contain("127.0.0.1:1").And.NotContain("   at ");
    }

    [Fact]
    public async Task Sent_files_reach_dcmtk_storescp_byte_for_byte()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [.. SyntheticFolder.Native, .. SyntheticFolder.Encapsulated]);
        await using var storescp = await DcmtkStoreScp.StartAsync();

        (await ServerProcess.RunAsync("send", files.Path, "--to", $"127.0.0.1:{storescp.Port}", "--aec", "DCMTK")).MustSucceed();

        storescp.MustHaveUnchanged(instances);
    }

    [Fact]
    public async Task Sent_files_reach_ourselves_byte_for_byte()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [.. SyntheticFolder.Native, UIDs.DeflatedExplicitVRLittleEndian, .. SyntheticFolder.Encapsulated]);
        // What is no DICOM file is skipped, and said so.
        await File.WriteAllTextAsync(files["readme.txt"], "no image");

        var sent = await ServerProcess.RunAsync("send", files.Path, "--to", $"127.0.0.1:{server.Port}", "--aet", "OWNSENDER");

        sent.MustSucceed().Everything.Should().Contain("not DICOM");
        await server.MustHaveUnchangedAsync(instances, "OWNSENDER");
    }

    [Fact]
    public async Task Every_file_of_the_corpus_that_was_sent_is_stored()
    {
        var sent = await ServerProcess.RunAsync("send", Path.Combine(Corpus.Root, "corpus"), "--to", $"127.0.0.1:{server.Port}", "--aet", "OWNCORPUS");

        // Another test may have sent the same files before: then they are duplicates and keep their first row.
        var rows = (await server.Process.StatusAsync()).Where(row => row.CallingAETitle is "OWNCORPUS" or "CORPUS").ToList();
        rows.Should().HaveCountGreaterThan(40, sent.Everything);
        rows.Should().OnlyContain(row => File.Exists(server.Process.PathOf(row)));
    }

    [Fact]
    public async Task A_refused_association_is_an_honest_failure()
    {
        using var files = new TemporaryFolder();
        SyntheticFolder.Write(files.Path, [UIDs.ExplicitVRLittleEndian]);

        var sent = await ServerProcess.RunAsync("send", files.Path, "--to", $"127.0.0.1:{server.Port}", "--aec", "NOBODY");

        sent.ExitCode.Should().NotBe(0);
        sent.Everything.Should().ContainEquivalentOf("called");
    }
}
