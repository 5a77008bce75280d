namespace StoreScp.Interop.Tests;

/// <summary>Orthanc as the sender.</summary>
[Collection(PlainServer.Name)]
public sealed class OrthancTests(PlainServer server)
{
    [Fact]
    public async Task Orthanc_echoes_and_stores_what_it_holds()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ImplicitVRLittleEndian, UIDs.ExplicitVRLittleEndian, UIDs.JPEGLosslessSV1, UIDs.RLELossless]);
        await using var orthanc = await OrthancProcess.StartAsync(server.Process.Port);
        List<string> identifiers = [];
        foreach (var instance in Directory.GetFiles(files.Path, "*.dcm", SearchOption.AllDirectories))
            identifiers.Add(await orthanc.UploadAsync(instance));

        (await orthanc.Http.PostAsync("/modalities/storescp/echo", new StringContent(""))).EnsureSuccessStatusCode();
        var sent = await orthanc.StoreAsync(identifiers);

        sent.GetProperty("FailedInstancesCount").GetInt32().Should().Be(0, sent.ToString());
        sent.GetProperty("InstancesCount").GetInt32().Should().Be(instances.Count);
        await server.MustHaveAsync(instances, "ORTHANC");
    }
}
