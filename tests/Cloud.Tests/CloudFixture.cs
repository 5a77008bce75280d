using StoreScp.Cloud.Moto;

namespace StoreScp.Cloud.Tests;

/// <summary>One stand-in cloud for all tests of the assembly: moto takes two seconds to start.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StandInCloud? _cloud;

    public StandInCloud Cloud
    {
        get
        {
            if (_cloud is null)
                Tool.Missing($"moto is not installed: {MotoPython.HowToInstall}");
            return _cloud!;
        }
    }

    /// <summary>Answers the functions' invocations, each batch by its own script.</summary>
    internal ScriptedFunctions Functions { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (await MotoPython.FindAsync() is null)
            return;
        _cloud = await StandInCloud.StartAsync(new CloudOptions { Folder = _folder["emulator"] }, TestContext.Current.CancellationToken);
        Functions.Start(_cloud.RuntimeUrls);
    }

    public async ValueTask DisposeAsync()
    {
        await Functions.DisposeAsync();
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        _folder.Dispose();
    }
}
