namespace StoreScp.Interop.Tests;

/// <summary>npm's dcmjs-dimse against the real server.</summary>
[Collection(PlainServer.Name)]
public sealed class DcmjsTests(PlainServer server)
{
    [Fact]
    public async Task Dcmjs_dimse_gets_Success_for_C_ECHO_and_C_STORE()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ImplicitVRLittleEndian, UIDs.ExplicitVRLittleEndian, UIDs.RLELossless]);

        var sent = await DcmjsScript.RunAsync(
            "send.js", ["127.0.0.1", server.Port, "STORESCP", .. Directory.GetFiles(files.Path, "*.dcm", SearchOption.AllDirectories)]);

        var responses = DcmjsScript.Events(sent);
        responses.Should().HaveCount(1 + instances.Count, sent.Everything);
        responses.Should().OnlyContain(response => response.GetProperty("status").GetInt32() == 0);
        await server.MustHaveAsync(instances, "DCMJS");
    }
}
