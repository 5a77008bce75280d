using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;
using StoreScp.Plugins.Testing;
using StoreScp.PluginTesting.Tests.Handlers;

namespace StoreScp.PluginTesting.Tests.Running;

public sealed class SetupTests
{
    private static readonly PluginTestOptions Options = new() { Traits = DelegateHandler.Header };

    [Fact]
    public async Task Settings_travel_as_JSON_whether_given_as_text_or_as_an_object()
    {
        var (text, typed, loose) = (new SettingsHandler(), new SettingsHandler(), new SettingsHandler());
        await using var first = await PluginTest.CreateAsync(text, """{ "prefix": "A", "day": "Friday", /* comments are allowed */ }""", Options);
        await using var second = await PluginTest.CreateAsync(typed, new SampleSettings { Prefix = "A", Day = DayOfWeek.Friday }, Options);
        await using var third = await PluginTest.CreateAsync(loose, new { Prefix = "A", Day = "Friday" }, Options);

        new[] { text.Settings, typed.Settings, loose.Settings }.Should().AllBeEquivalentTo(new SampleSettings { Prefix = "A", Day = DayOfWeek.Friday });
    }

    [Theory]
    [InlineData("""{ "prefix": "" }""", "*Prefix is empty*")]
    [InlineData("""{ }""", "*prefix*")]
    [InlineData("""{ "prefix": "A", "pefix": "B" }""", "*pefix*")]
    public async Task Settings_with_a_mistake_are_refused(string settings, string message) =>
        await FluentActions.Awaiting(() => PluginTest.CreateAsync(new SettingsHandler(), settings, Options)).Should().ThrowAsync<PluginSetupException>().WithMessage(message);

    [Fact]
    public async Task Secrets_come_from_the_test()
    {
        var handler = new SettingsHandler();
        var options = Options with { Secrets = new Dictionary<string, byte[]> { ["key"] = [1, 2, 3] } };
        await using var plugin = await PluginTest.CreateAsync(handler, new { Prefix = "A", Secret = "key" }, options);

        handler.Secret.Should().Equal(1, 2, 3);
        plugin.InitializeLog.Should().ContainSingle().Which.Message.Should().Be("ready");
        await FluentActions.Awaiting(() => PluginTest.CreateAsync(new SettingsHandler(), new { Prefix = "A", Secret = "other" }, options))
            .Should().ThrowAsync<PluginSetupException>().WithMessage("*'other'*");
    }

    [Fact]
    public async Task The_manifest_beside_the_assembly_says_what_the_handler_needs()
    {
        await using var plugin = await PluginTest.CreateAsync<ManifestHandler>();

        plugin.Traits.Should().Be(new HandlerTraits
        {
            Name = "Manifest",
            PluginName = "Tests.Plugin",
            PluginVersion = "3.2.1",
            Needs = HandlerNeeds.WholeDataSet,
            ChangesUIDs = true,
        });
    }

    [Fact]
    public async Task A_handler_that_its_manifest_does_not_name_is_refused() =>
        await FluentActions.Awaiting(() => PluginTest.CreateAsync<SettingsHandler>("""{ "prefix": "A" }"""))
            .Should().ThrowAsync<PluginSetupException>().WithMessage("*SettingsHandler*ManifestHandler*");

    [Fact]
    public async Task A_handler_is_disposed_with_its_test()
    {
        var handler = new DelegateHandler((_, _, _) => ValueTask.FromResult(PreStoreResult.Continue));
        await using (await PluginTest.CreateAsync(handler, options: Options))
            handler.IsDisposed.Should().BeFalse();

        handler.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task A_line_with_a_value_that_identifies_the_patient_is_pointed_out()
    {
        await using var plugin = await DelegateHandler.CreateAsync((instance, context, _) =>
        {
            context.Logger.Warning($"the name is {instance.Header[DicomTag.PatientName]!.Split('^')[1]}");
            context.Logger.Information("(0010,0020) was changed");
            return ValueTask.FromResult(PreStoreResult.Continue);
        });

        var result = await plugin.RunAsync(TestInstance.CT());

        result.Log.Select(line => line.IdentifyingElements).Should().BeEquivalentTo([new[] { DicomTag.PatientName }, []], order => order.WithStrictOrdering());
    }

    [Fact]
    public async Task Runs_at_the_same_time_have_logs_and_failures_of_their_own()
    {
        await using var plugin = await DelegateHandler.CreateAsync(async (instance, context, _) =>
        {
            await Task.Yield();
            context.Logger.Debug(instance.SOPInstanceUID!);
            return instance.Header.GetInt32(DicomTag.InstanceNumber) % 2 == 0 ? PreStoreResult.Continue : throw new InvalidDataException(instance.SOPInstanceUID);
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => plugin.RunAsync(TestInstance.Create(DicomUIDs.CTImageStorage, "CT").Numbered(1, 1, i))));

        foreach (var result in results)
        {
            result.Log[0].Message.Should().Be(result.Header.GetUID(DicomTag.SOPInstanceUID));
            result.Exception?.Message.Should().Be(result.Header.GetUID(DicomTag.SOPInstanceUID));
        }
        results.Count(result => result.Failure is null).Should().Be(32);
    }
}
