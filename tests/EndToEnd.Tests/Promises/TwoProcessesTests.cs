namespace StoreScp.EndToEnd.Tests.Promises;

/// <summary>Two server processes on one storage folder.</summary>
public sealed class TwoProcessesTests
{
    [Fact]
    public async Task A_second_process_leaves_the_unfinished_files_of_the_first_alone()
    {
        using var folder = new TemporaryFolder();
        await using var first = await ServerProcess.StartOnAsync(folder["data"]);
        var instance = Instance.New(rows: 512, columns: 512);
        await using var peer = await RawPeer.AssociateAsync(first.Port);
        await peer.SendAsync(Wire.PData(Wire.Pdv(3, true, true, CommandSet.Store(instance).ToBytes())), Wire.PData(Wire.Pdv(3, false, false, instance.DataSet.AsSpan(0, 60_000))));

        await using var second = await ServerProcess.StartOnAsync(folder["data"]);
        var other = Instance.New();
        await using (var otherPeer = await RawPeer.AssociateAsync(second.Port))
            (await otherPeer.StoreAsync(other)).Should().Be(0);
        await peer.SendDataSetAsync(instance.DataSet[60_000..]);
        (await peer.ReceiveStatusAsync()).Should().Be(0);

        foreach (var stored in new[] { instance, other })
        {
            var row = (await first.StatusAsync()).Should().ContainSingle(row => row.SOPInstanceUID == stored.SOPInstanceUID).Subject;
            Part10.HashOf(Part10.DataSetOf(first.PathOf(row))).Should().Be(stored.Hash);
        }
        (await first.StopAsync()).Should().Be(0);
        (await second.StopAsync()).Should().Be(0);
    }

    [Fact]
    public async Task One_instance_sent_to_both_at_the_same_moment_is_stored_once()
    {
        using var folder = new TemporaryFolder();
        await using var first = await ServerProcess.StartOnAsync(folder["data"]);
        await using var second = await ServerProcess.StartOnAsync(folder["data"]);
        await using var left = await RawPeer.AssociateAsync(first.Port);
        await using var right = await RawPeer.AssociateAsync(second.Port);
        var instances = Enumerable.Range(0, 20).Select(_ => Instance.New()).ToList();

        foreach (var instance in instances)
            (await Task.WhenAll(left.StoreAsync(instance), right.StoreAsync(instance))).Should().Equal(0, 0);

        var rows = await first.StatusAsync();
        rows.Select(row => row.SOPInstanceUID).Should().BeEquivalentTo(instances.Select(instance => instance.SOPInstanceUID));
        rows.Should().OnlyContain(row => File.Exists(first.PathOf(row)));
    }
}
