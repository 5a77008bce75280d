using System.Security.Cryptography;
using StoreScp.EndToEnd.Tests.Import;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>An instance far larger than the memory that receives it, through every plugin in the box.</summary>
public sealed class LargeInstanceTests(ITestOutputHelper output)
{
    private const string EnhancedCTImageStorage = "1.2.840.10008.5.1.4.1.1.2.1";
    private const int Frames = 4000;
    private const int FragmentBytes = 60_000;

    /// <summary>The budget of receiving buffers (Limits:MemoryBudgetBytes), and what the process has without an instance: runtime, code, plugins.</summary>
    private const long MemoryBound = (96L + 160) << 20;

    [Fact]
    public async Task Two_gigabytes_pass_with_identical_pixels_within_the_memory_budget()
    {
        var large = new Synthetic().Image(EnhancedCTImageStorage, "CT", Synthetic.ExplicitVRLittleEndian, 512, 512, 16, Frames);
        using var site = new PluginSite().With("--Plugins:LedgerKeySecret=key", "--HealthImaging:EmulatorUrl=none")
            .Handler("coerce", "StoreScp.TagCoercion", new { rules = new[] { new { name = "Prefix", actions = new[] { new { prefix = "PatientID", value = "S1-" } } } } })
            .Handler("deidentify", "StoreScp.DeIdentification", new { KeySecret = "key" })
            .Handler("route", "StoreScp.Routing", new Dictionary<string, object> { ["rules"] = Array.Empty<object>(), ["default"] = "default" });
        var key = site.Secret("key");
        await using var server = await ServerProcess.StartOnAsync(site.Data, site.Settings);

        (await SendAsync(server.Port, large)).Should().Be(0);

        var peak = server.Facts().PeakResidentBytes;
        output.WriteLine($"{large.DataSetLength >> 20} MiB, peak {peak >> 20} MiB");
        peak.Should().BeLessThan(MemoryBound).And.BeLessThan(large.DataSetLength / 4);
        await using var ledger = new ImportLedger(site.Data);
        var row = await ledger.InstanceAsync(new IdentifierProtection(key).Protect(large.SOPInstanceUID));
        row.Handlers.Select(handler => (handler.Handler, handler.HasFailed)).Should().Equal(("coerce", false), ("deidentify", false), ("route", false));
        await using var stored = File.OpenRead(ServerProcess.PathOf(site.Data, row.ObjectKey!.Value.Value));
        await using var sent = large.OpenDataSet();
        (await HashOfLastAsync(stored, large.BulkLength)).Should().Equal(await HashOfLastAsync(sent, large.BulkLength));
    }

    private static async Task<ushort> SendAsync(int port, SyntheticInstance instance)
    {
        await using var peer = await RawPeer.AssociateAsync(port,
            new AssociateRequest { Proposals = [new Proposal(1, instance.SOPClassUID, instance.TransferSyntaxUID)] });
        await peer.SendAsync(Wire.PData(Wire.Pdv(1, true, true, CommandSet.Store(instance.SOPClassUID, instance.SOPInstanceUID).ToBytes())));
        await using var dataSet = instance.OpenDataSet();
        var buffer = new byte[FragmentBytes];
        for (int count; (count = await dataSet.ReadAsync(buffer)) > 0;)
            await peer.SendAsync(Wire.PData(Wire.Pdv(1, false, dataSet.Position == dataSet.Length, buffer.AsSpan(0, count))));
        var status = await peer.ReceiveStatusAsync();
        await peer.ReleaseAsync();
        return status;
    }

    /// <summary>The pixel data are the end of either.</summary>
    private static async Task<byte[]> HashOfLastAsync(Stream stream, long length)
    {
        stream.Position = stream.Length - length;
        return await SHA256.HashDataAsync(stream);
    }
}
