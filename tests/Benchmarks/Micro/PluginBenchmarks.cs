using System.Buffers;
using BenchmarkDotNet.Attributes;
using StoreScp.Benchmarks.Corpora;
using StoreScp.Benchmarks.Plugins;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.DeIdentification;
using StoreScp.Plugins.Pipeline;
using StoreScp.Plugins.Routing;
using StoreScp.Plugins.TagCoercion;
using StoreScp.Plugins.Testing;

namespace StoreScp.Benchmarks.Micro;

/// <summary>
/// What handlers cost for a header of corpus a, without the server around them: each benchmark scans the header, makes the instance, and, where
/// something is changed, writes the result. <see cref="ParseAndWrite"/> is what of it is not the handler's.
/// </summary>
[Config(typeof(InProcessShortRun))]
public class PluginBenchmarks
{
    private readonly DataSetScanner _scanner = new(DicomReadLimits.Default);
    private readonly ArrayBufferWriter<byte> _output = new(65536);
    private readonly TagCoercionHandler _coercion = new();
    private readonly RoutingHandler _routing = new();
    private readonly DeIdentificationHandler _deidentification = new();
    private readonly HandlerChain _noOp = ChainOf(new NoOpHandler());
    private readonly AssociationInfo _association = new() { CallingAETitle = "BENCHMARK", CalledAETitle = "STORESCP", PeerAddress = "127.0.0.1:11112" };
    private readonly List<PluginTest> _initialized = [];
    private HandlerChain _rules = ChainOf();
    private byte[] _header = [];

    [GlobalSetup]
    public async Task InitializeAsync()
    {
        var dataSet = GeneratedImages.Create('a').DataSet;
        _scanner.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        _scanner.Scan(dataSet);
        _header = dataSet[..(int)_scanner.HeaderLength];
        var options = new PluginTestOptions
        {
            Traits = TraitsOf("Benchmark"),
            SettingsFolder = PluginFiles.Folder,
            Secrets = new Dictionary<string, byte[]> { [PluginFiles.KeySecret] = PluginFiles.Key },
        };
        _initialized.Add(await PluginTest.CreateAsync(_coercion, await File.ReadAllTextAsync(PluginFiles.TagCoercion), options));
        _initialized.Add(await PluginTest.CreateAsync(_routing, await File.ReadAllTextAsync(PluginFiles.Routing), options));
        _initialized.Add(await PluginTest.CreateAsync(_deidentification, new { PluginFiles.KeySecret }, options));
        _rules = ChainOf(_coercion, _routing);
    }

    [GlobalCleanup]
    public async Task DisposeAsync()
    {
        foreach (var plugin in _initialized)
            await plugin.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public int ParseAndWrite() => Write(Instance());

    [Benchmark]
    public async Task<int> DeIdentification()
    {
        var instance = Instance();
        await _deidentification.ProcessAsync(instance, CancellationToken.None);
        return Write(instance);
    }

    [Benchmark]
    public async Task<int> TagCoercion20Rules()
    {
        var instance = Instance();
        await _coercion.ProcessAsync(instance, CancellationToken.None);
        return Write(instance);
    }

    [Benchmark]
    public async Task<PreStoreResult> Routing10Rules() => await _routing.ProcessAsync(Instance(), CancellationToken.None);

    [Benchmark]
    public async Task<int> ChainOfNoOp() => Write((await _noOp.RunAsync(Instance(), CancellationToken.None)).Instance);

    [Benchmark]
    public async Task<int> ChainOfCoercionAndRouting() => Write((await _rules.RunAsync(Instance(), CancellationToken.None)).Instance);

    private ReceivedInstance Instance()
    {
        _scanner.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        _scanner.Scan(_header);
        var header = DicomDataset.FromScan(_header, _scanner.Elements, DicomTransferSyntax.ExplicitVRLittleEndian);
        return InstanceBuilder.Build(
            _association, DicomTransferSyntax.ExplicitVRLittleEndian, header, new BulkElement(DicomTag.PixelData, DicomVR.OW, 512 * 512 * 2), openBulk: null);
    }

    private int Write(ReceivedInstance instance)
    {
        _output.ResetWrittenCount();
        instance.Header.WriteTo(_output);
        return _output.WrittenCount;
    }

    private static HandlerChain ChainOf(params IPreStoreHandler[] handlers) => new(
        [.. handlers.Select(handler => new ChainHandler { Traits = TraitsOf(handler.GetType().Name), Handler = handler, Guard = new DirectGuard() })], TimeProvider.System);

    private static HandlerTraits TraitsOf(string name) => new() { Name = name, PluginName = name, PluginVersion = "1.0.0", ChangesUIDs = true };
}
