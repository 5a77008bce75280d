using System.Collections.Concurrent;

namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>Keeps what it is asked; answers with an id and, if it was given, a state.</summary>
internal sealed class RecordingMocks : IMocks
{
    public ConcurrentBag<MockResourceArgs> Resources { get; } = [];

    public ConcurrentBag<MockCallArgs> Calls { get; } = [];

    public Func<MockResourceArgs, (string? Id, object State)> Make { get; init; } = args => (args.Name + "-id", new Dictionary<string, object>());

    public Func<MockCallArgs, object> Answer { get; init; } = _ => new Dictionary<string, object>();

    public MockResourceArgs this[string name] => Resources.Single(resource => resource.Name == name);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Resources.Add(args);
        return Task.FromResult(Make(args));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Add(args);
        return Task.FromResult(Answer(args));
    }
}
