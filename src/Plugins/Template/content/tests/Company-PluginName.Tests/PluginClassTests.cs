using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Testing;

namespace CompanyPluginNamespace.Tests;

public sealed class PluginClassTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_prefix_is_put_before_Patient_ID()
    {
        await using var plugin = await PluginTest.CreateAsync<PluginClassHandler>(new PluginClassSettings { Prefix = "SITE1-" });

        var result = await plugin.RunAsync(TestInstance.CT().With(DicomTag.PatientID, "4711"), Cancellation);

        Assert.Equal("SITE1-4711", result.ThrowIfFailed().Header[DicomTag.PatientID]);
        Assert.Equal(["(0010,0020)"], result.ChangedPaths);
    }

    [Fact]
    public async Task A_Patient_ID_that_has_the_prefix_stays_as_it_is()
    {
        await using var plugin = await PluginTest.CreateAsync<PluginClassHandler>(new PluginClassSettings { Prefix = "SITE1-" });

        var result = await plugin.RunAsync(TestInstance.CT().With(DicomTag.PatientID, "SITE1-4711"), Cancellation);

        Assert.Equal(PreStoreResultKind.Continue, result.Decision);
        Assert.Empty(result.Changes);
    }

    [Fact]
    public async Task An_instance_without_Patient_ID_is_put_aside()
    {
        await using var plugin = await PluginTest.CreateAsync<PluginClassHandler>();

        var result = await plugin.RunAsync(TestInstance.CT().Without(DicomTag.PatientID), Cancellation);

        Assert.Equal(PreStoreResultKind.Quarantine, result.Decision);
    }

    [Fact]
    public async Task Settings_without_a_prefix_are_refused() =>
        await Assert.ThrowsAsync<PluginSetupException>(() => PluginTest.CreateAsync<PluginClassHandler>("""{ "prefix": "" }"""));
}
