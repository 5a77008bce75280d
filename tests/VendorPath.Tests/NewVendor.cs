namespace StoreScp.VendorPath.Tests;

/// <summary>Goes the way of docs/plugin-guide.md once, for all tests: packages, template, tests, publish.</summary>
public sealed class NewVendor : IAsyncLifetime
{
    private readonly VendorMachine _machine = new();

    public string Feed => _machine.Feed;

    public string PackageVersion => _machine.Version;

    /// <summary>The plugin's folder, as it is copied to a server.</summary>
    public string Published => Path.Combine(_machine.Folder, "Acme.FixPatientId", "publish");

    /// <summary>What `dotnet test` said.</summary>
    public string TestOutput { get; private set; } = "";

    /// <summary>A plugin whose name is no name in C#.</summary>
    public string OddlyNamed { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _machine.PackAsync();
        await _machine.InstallTemplateAsync();
        OddlyNamed = await _machine.NewPluginAsync("acme.fix-2");
        var plugin = await _machine.NewPluginAsync("Acme.FixPatientId");
        TestOutput = (await _machine.RunAsync(plugin, "test")).MustSucceed().Output;
        (await _machine.RunAsync(plugin, "publish", "src/Acme.FixPatientId", "-o", "publish")).MustSucceed();
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return ValueTask.CompletedTask;
    }
}
