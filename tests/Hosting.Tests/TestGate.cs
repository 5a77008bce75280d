namespace StoreScp.Hosting.Tests;

/// <summary>A task that a test and a plugin's handler share by its name.</summary>
internal sealed class TestGate : IDisposable
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestGate() => AppContext.SetData(Name, _source);

    public string Name { get; } = $"gate-{Guid.NewGuid():N}";

    public Task Opened => _source.Task;

    public void Open() => _source.TrySetResult();

    public void Dispose()
    {
        Open();
        AppContext.SetData(Name, null);
    }
}
