namespace StoreScp.Interop.Tests;

/// <summary>One server with default settings for all tests that only send to it; each looks for its own instances.</summary>
public sealed class PlainServer : IAsyncLifetime
{
    public const string Name = "plain server";

    private ServerProcess? _server;

    public ServerProcess Process => _server!;

    public string Port => Process.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync() => _server = await ServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Each instance is in the ledger once, with the fields of what was sent.</summary>
    public async Task<IReadOnlyList<StoredInstance>> MustHaveAsync(IEnumerable<Instance> instances, string callingAETitle)
    {
        var rows = await Process.StatusAsync();
        return [.. instances.Select(instance => MustHave(rows, instance, callingAETitle))];
    }

    /// <summary>… and its data set on disk is the one that was sent, byte for byte.</summary>
    public async Task MustHaveUnchangedAsync(IReadOnlyList<Instance> instances, string callingAETitle)
    {
        var rows = await MustHaveAsync(instances, callingAETitle);
        foreach (var (instance, row) in instances.Zip(rows))
        {
            row.TransferSyntaxUID.Should().Be(instance.TransferSyntaxUID);
            Part10.HashOf(Part10.DataSetOf(Process.PathOf(row))).Should().Be(instance.Hash, instance.SOPInstanceUID);
        }
    }

    private static StoredInstance MustHave(IEnumerable<StoredInstance> rows, Instance instance, string callingAETitle)
    {
        var row = rows.Should().ContainSingle(row => row.SOPInstanceUID == instance.SOPInstanceUID).Subject;
        row.StudyInstanceUID.Should().Be(instance.StudyInstanceUID);
        row.SeriesInstanceUID.Should().Be(instance.SeriesInstanceUID);
        row.SOPClassUID.Should().Be(instance.SOPClassUID);
        row.CallingAETitle.Should().Be(callingAETitle);
        row.CalledAETitle.Should().Be("STORESCP");
        return row;
    }
}

[CollectionDefinition(PlainServer.Name)]
public sealed class PlainServerGroup : ICollectionFixture<PlainServer>;
