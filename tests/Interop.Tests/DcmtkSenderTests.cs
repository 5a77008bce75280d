using System.Text.RegularExpressions;

namespace StoreScp.Interop.Tests;

/// <summary>DCMTK's senders against the real server.</summary>
[Collection(PlainServer.Name)]
public sealed partial class DcmtkSenderTests(PlainServer server)
{
    [Fact]
    public async Task Echoscu_is_answered_Success() =>
        (await Tool.DcmtkAsync("echoscu", "-v", "-aec", "STORESCP", "127.0.0.1", server.Port)).MustSucceed().Everything.Should().Contain("Success");

    [Fact]
    public async Task Storescu_stores_a_folder_of_many_transfer_syntaxes()
    {
        using var folder = new TemporaryFolder();
        var instances = SyntheticFolder.Write(folder.Path, SyntheticFolder.Native);

        var sent = await Tool.DcmtkAsync("storescu", "-d", "-nh", "-aet", "STORESCU", "-aec", "STORESCP", "127.0.0.1", server.Port, "+sd", "+r", folder.Path);

        Acknowledged(sent.MustSucceed()).Should().BeEquivalentTo(instances.Select(instance => instance.SOPInstanceUID));
        await server.MustHaveAsync(instances, "STORESCU");
    }

    [Theory]
    [InlineData("-xs", UIDs.JPEGLosslessSV1)]
    [InlineData("-xy", UIDs.JPEGBaseline8Bit)]
    [InlineData("-xv", UIDs.JPEG2000Lossless)]
    [InlineData("-xt", UIDs.JPEGLSLossless)]
    [InlineData("-xr", UIDs.RLELossless)]
    [InlineData("-xd", UIDs.DeflatedExplicitVRLittleEndian)]
    public async Task Storescu_stores_what_it_proposes_compressed(string proposal, string transferSyntax)
    {
        using var folder = new TemporaryFolder();
        var instances = SyntheticFolder.Write(folder.Path, [transferSyntax]);

        var sent = await Tool.DcmtkAsync("storescu", "-d", "-nh", proposal, "-aet", "STORESCU", "-aec", "STORESCP", "127.0.0.1", server.Port, "+sd", "+r", folder.Path);

        Acknowledged(sent.MustSucceed()).Should().HaveCount(instances.Count);
        (await server.MustHaveAsync(instances, "STORESCU")).Should().OnlyContain(row => row.TransferSyntaxUID == transferSyntax);
    }

    [Fact]
    public async Task Dcmsend_files_are_stored_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        var instances = SyntheticFolder.Write(folder.Path, SyntheticFolder.Unchanged);

        await SendUnchangedAsync("DCMSEND", folder.Path);

        await server.MustHaveUnchangedAsync(instances, "DCMSEND");
    }

    [Fact]
    public async Task The_same_files_sent_twice_are_acknowledged_twice_and_stored_once()
    {
        using var folder = new TemporaryFolder();
        var instances = SyntheticFolder.Write(folder.Path, [UIDs.ExplicitVRLittleEndian, UIDs.RLELossless]);

        await SendUnchangedAsync("TWICE", folder.Path);
        await SendUnchangedAsync("TWICE", folder.Path);

        await server.MustHaveUnchangedAsync(instances, "TWICE");
    }

    [Fact]
    public async Task Every_instance_of_the_corpus_that_storescu_was_told_Success_for_is_in_the_ledger_and_readable()
    {
        var sent = await Tool.DcmtkAsync("storescu", "-d", "-nh", "-aet", "CORPUS", "-aec", "STORESCP", "127.0.0.1", server.Port, "+sd", "+r", Path.Combine(Corpus.Root, "corpus"));

        var acknowledged = Acknowledged(sent);
        acknowledged.Should().HaveCountGreaterThan(40, sent.Everything);
        // Another test may have sent the same files before: then they are duplicates and keep their first row.
        var rows = await server.Process.StatusAsync();
        rows.Select(row => row.SOPInstanceUID).Should().Contain(acknowledged);
        rows.Should().OnlyContain(row => File.Exists(server.Process.PathOf(row)));
    }

    /// <summary>SOP Instance UIDs of the C-STORE-RSP with status 0000H, from DCMTK's own debug output.</summary>
    private static IReadOnlyCollection<string> Acknowledged(ToolResult sent) =>
        [.. Responses().Matches(sent.Everything).Select(match => match.Groups[1].Value).Distinct()];

    private async Task SendUnchangedAsync(string callingAETitle, string folder) =>
        (await Tool.DcmtkAsync("dcmsend", "-v", "-nh", "-nuc", "-dn", "-aet", callingAETitle, "-aec", "STORESCP", "127.0.0.1", server.Port, "+sd", "+r", folder)).MustSucceed();

    [GeneratedRegex(@"C-STORE RSP(?:(?!C-STORE R).)*?Affected SOP Instance UID\s*:\s*([0-9.]+)(?:(?!C-STORE R).)*?DIMSE Status\s*:\s*0x0000", RegexOptions.Singleline)]
    private static partial Regex Responses();
}
