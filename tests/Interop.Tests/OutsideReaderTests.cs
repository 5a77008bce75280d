namespace StoreScp.Interop.Tests;

/// <summary>Other people's readers open what the server has stored.</summary>
[Collection(PlainServer.Name)]
public sealed class OutsideReaderTests(PlainServer server)
{
    private const string Python = "/usr/bin/python3";

    private static readonly string[] TransferSyntaxes =
        [.. SyntheticFolder.Native, UIDs.DeflatedExplicitVRLittleEndian, .. SyntheticFolder.Encapsulated];

    [Fact]
    public async Task Dcmdump_reads_every_stored_file()
    {
        foreach (var path in await StoredFilesAsync())
            (await Tool.DcmtkAsync("dcmdump", path)).MustSucceed().Output.Should().Contain("Synthetic^Nobody").And.Contain("STORESCP_");
    }

    [Fact]
    public async Task Gdcmdump_reads_every_stored_file()
    {
        var gdcmdump = Tool.Find("gdcmdump", "apt-get install libgdcm-tools");
        foreach (var path in await StoredFilesAsync())
            (await Tool.RunAsync(gdcmdump, [path])).MustSucceed().Output.Should().Contain("Synthetic^Nobody");
    }

    [Fact]
    public async Task Dciodvfy_recognises_the_object_in_every_stored_file()
    {
        var dciodvfy = Tool.Find("dciodvfy", "apt-get install dicom3tools");
        // dciodvfy does not inflate.
        foreach (var path in await StoredFilesAsync(TransferSyntaxes.Except([UIDs.DeflatedExplicitVRLittleEndian])))
            (await Tool.RunAsync(dciodvfy, [path])).Everything.Should().Contain("CTImage").And.NotContainAny("read failed", "Premature end");
    }

    [Fact]
    public async Task Pydicom_reads_every_stored_file_and_its_File_Meta_Information()
    {
        var python = Tool.Find(Python, "apt-get install python3-pydicom");
        const string Script = """
            import sys, pydicom
            for path in sys.argv[1:]:
                ds = pydicom.dcmread(path)
                assert ds.file_meta.MediaStorageSOPInstanceUID == ds.SOPInstanceUID
                assert ds.file_meta.SendingApplicationEntityTitle == 'READERS', ds.file_meta
                assert ds.file_meta.ReceivingApplicationEntityTitle == 'STORESCP', ds.file_meta
                assert ds.file_meta.SourceApplicationEntityTitle == 'READERS', ds.file_meta
                print(ds.SOPInstanceUID, len(ds.PixelData))
            """;
        var paths = await StoredFilesAsync();
        var read = await Tool.RunAsync(python, ["-c", Script, .. paths]);
        if (read.Errors.Contains("No module named 'pydicom'", StringComparison.Ordinal))
            Tool.Missing("pydicom is not installed: apt-get install python3-pydicom");
        read.MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(paths.Count);
    }

    private async Task<IReadOnlyList<string>> StoredFilesAsync(IEnumerable<string>? transferSyntaxes = null)
    {
        var instances = (transferSyntaxes ?? TransferSyntaxes).Select(transferSyntax => Instance.New(transferSyntax)).ToList();
        var proposals = instances.Select((instance, i) => new Proposal((byte)(1 + (2 * i)), UIDs.CTImageStorage, instance.TransferSyntaxUID)).ToList();
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port, new() { CallingAETitle = AssociateRequest.Title("READERS"), Proposals = proposals });
        foreach (var (instance, proposal) in instances.Zip(proposals))
            (await peer.StoreAsync(instance, proposal.Id)).Should().Be(0, instance.TransferSyntaxUID);
        await peer.ReleaseAsync();
        return [.. (await server.MustHaveAsync(instances, "READERS")).Select(server.Process.PathOf)];
    }
}
