using System.Text.Json;
using System.Text.Json.Serialization;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>One handler, set up as the server would, to run on instances made in memory.</summary>
/// <remarks>
/// <code>
/// await using var plugin = await PluginTest.CreateAsync&lt;FixPatientIdHandler&gt;(new { Prefix = "ACME-" });
/// var result = await plugin.RunAsync(TestInstance.CT().With(DicomTag.PatientID, "4711"));
/// Assert.Equal("ACME-4711", result.Header[DicomTag.PatientID]);
/// </code>
/// </remarks>
public sealed class PluginTest : IAsyncDisposable
{
    /// <summary>Time that the server gives a handler to initialize.</summary>
    private static readonly TimeSpan InitializeDeadline = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions SettingsOptions = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly IPreStoreHandler _handler;
    private readonly PluginTestOptions _options;
    private readonly TestLog _log = new();
    private readonly Scratch _scratch = new();

    private PluginTest(IPreStoreHandler handler, HandlerTraits traits, PluginTestOptions options) =>
        (_handler, _options, Traits) = (handler, options, traits);

    /// <summary>What the manifest, or the test, says of the handler.</summary>
    public HandlerTraits Traits { get; }

    /// <summary>What the handler wrote to its log while it was initialized.</summary>
    public IReadOnlyList<PluginTestLogLine> InitializeLog { get; private set; } = [];

    /// <summary>Makes a handler and initializes it.</summary>
    /// <param name="settings">A JSON text, or an object that is written as JSON and read back, as settings travel on the server; null: none.</param>
    /// <exception cref="PluginSetupException">Settings, secrets or manifest do not fit; thrown by the handler or for it.</exception>
    public static Task<PluginTest> CreateAsync<THandler>(object? settings = null, PluginTestOptions? options = null)
        where THandler : IPreStoreHandler, new() => CreateAsync(new THandler(), settings, options);

    /// <summary>As <see cref="CreateAsync{THandler}(object?, PluginTestOptions?)"/>, for a handler that the test has made; it is disposed with the result.</summary>
    public static async Task<PluginTest> CreateAsync(IPreStoreHandler handler, object? settings = null, PluginTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new PluginTestOptions();
        var traits = options.Traits ?? TestManifest.Find(handler.GetType()) ?? new HandlerTraits
        {
            Name = handler.GetType().Name,
            PluginName = handler.GetType().Assembly.GetName().Name ?? handler.GetType().Name,
            PluginVersion = "1.0.0",
        };
        var test = new PluginTest(handler, traits, options);
        try
        {
            await test.InitializeAsync(settings);
            return test;
        }
        catch
        {
            await test.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the handler on an instance as the server does: header, then bulk, then what lies behind it. May be called at once by many.</summary>
    public async Task<PluginTestResult> RunAsync(TestInstance instance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return await new PluginTestRun(Traits, _handler, instance, _options, _log.Begin(), _scratch).RunAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _handler.DisposeAsync();
        _scratch.Dispose();
    }

    private async Task InitializeAsync(object? settings)
    {
        var context = new PluginContext
        {
            HandlerName = Traits.Name,
            PluginName = Traits.PluginName,
            PluginVersion = Traits.PluginVersion,
            Folder = TestManifest.FolderOf(_handler.GetType()),
            Logger = _log,
            Time = _options.Time,
            Secrets = new TestSecrets(_options.Secrets),
            SettingsJson = settings switch
            {
                null => "{}",
                string json => json,
                _ => JsonSerializer.Serialize(settings, settings.GetType(), SettingsOptions),
            },
            SettingsSource = "The settings of the test",
            SettingsFolder = _options.SettingsFolder,
        };
        var log = _log.Begin();
        using var deadline = new CancellationTokenSource(InitializeDeadline);
        await _handler.InitializeAsync(context, deadline.Token).AsTask().WaitAsync(InitializeDeadline, CancellationToken.None);
        InitializeLog = log.Lines(header: null);
    }
}
