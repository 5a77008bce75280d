namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>One server for all hostile peers, with limits small enough to be reached.</summary>
public sealed class HostileServer : IAsyncLifetime
{
    public const string Name = "hostile peers";
    public const int MaximumAssociations = 40;
    public const int MaximumHeaderBytes = 1 << 20;
    public const int MaximumObjectBytes = 8 << 20;

    private ServerProcess? _process;
    private Task? _everything;

    public ServerProcess Process => _process!;

    public async ValueTask InitializeAsync()
    {
        _process = await ServerProcess.StartAsync(
            $"--Scp:MaximumAssociations={MaximumAssociations}", $"--Limits:MaximumHeaderBytes={MaximumHeaderBytes}", $"--Limits:MaximumObjectBytes={MaximumObjectBytes}",
            "--Scp:ArtimTimeout=1", "--Storage:Durability=OsCache",
            // What is imported meanwhile would open connections of its own.
            "--Batches:QuietPeriod=1h", "--Batches:MaximumAge=24h");
    }

    /// <inheritdoc cref="HostileSite.MustServeSomebodyElseAsync"/>
    public async Task MustAnswerAsync()
    {
        Process.HasExited.Should().BeFalse(Process.Log);
        await using var site = new HostileSite(Process);
        await site.MustServeSomebodyElseAsync();
    }

    public async Task ActAsync(HostileCase hostile)
    {
        await using var site = new HostileSite(Process);
        await hostile.Act(site);
    }

    /// <summary>Every deed has been done at least once; waits for that when this is the first to ask.</summary>
    public Task EverythingHasHappenedAsync() => _everything ??= MakeEverythingHappenAsync();

    /// <summary>Several deeds at a time; those that take all places, alone.</summary>
    public async Task MakeEverythingHappenAsync()
    {
        var together = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(HostileCase.All.Except(ConnectionCases.All), together, async (hostile, _) => await TryActAsync(hostile));
        foreach (var hostile in ConnectionCases.All)
            await TryActAsync(hostile);
        await MustAnswerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private async Task TryActAsync(HostileCase hostile)
    {
        try
        {
            await ActAsync(hostile);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Its own test says what is wrong; here only the traces count.
            TestContext.Current.SendDiagnosticMessage($"{hostile.Deed}: {e.Message}");
        }
    }
}

[CollectionDefinition(HostileServer.Name)]
public sealed class HostilePeers : ICollectionFixture<HostileServer>;
