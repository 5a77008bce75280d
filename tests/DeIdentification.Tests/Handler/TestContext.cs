using Microsoft.Extensions.Time.Testing;

namespace StoreScp.Plugins.DeIdentification.Tests.Handler;

/// <summary>What the host gives a handler at its start, with two secrets.</summary>
internal sealed class TestContext : IPluginSecrets, IPluginLogger
{
    public static readonly byte[] EscrowKey = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    public static PluginContext Of(string settings, string? folder = null)
    {
        var host = new TestContext();
        return new()
        {
            HandlerName = "DeIdentification",
            PluginName = "StoreScp.DeIdentification",
            PluginVersion = "0.1.0",
            Folder = Path.GetTempPath(),
            Logger = host,
            Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
            Secrets = host,
            SettingsFolder = folder ?? Path.GetTempPath(),
            SettingsJson = settings,
        };
    }

    public static async Task<DeIdentificationHandler> HandlerAsync(string settings = """{ "KeySecret": "key" }""", string? folder = null)
    {
        var handler = new DeIdentificationHandler();
        await handler.InitializeAsync(Of(settings, folder), CancellationToken.None);
        return handler;
    }

    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation) => name switch
    {
        "key" => new(TestKeys.Key),
        "escrow" => new(EscrowKey),
        "short" => new(new byte[16]),
        _ => throw new PluginSetupException($"There is no secret {name}."),
    };

    public void Log(PluginLogLevel level, string message, Exception? error = null) { }
}
