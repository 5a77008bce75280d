using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StoreScp.LocalRunner.Definition;

/// <summary>A workflow in the Amazon States Language (JSONPath), parsed and checked as a whole.</summary>
internal sealed class WorkflowDefinition
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private WorkflowDefinition(string text, string startAt, TimeSpan timeout, IReadOnlyDictionary<string, State> states)
    {
        Text = text;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        StartAt = states[startAt];
        Timeout = timeout;
        States = states;
    }

    public string Text { get; }

    /// <summary>SHA-256 of the text; names this version of the workflow.</summary>
    public string Hash { get; }

    public State StartAt { get; }

    /// <summary>Of a whole execution.</summary>
    public TimeSpan Timeout { get; }

    public IReadOnlyDictionary<string, State> States { get; }

    /// <param name="text">The definition; each Task's resource is a placeholder <c>${Name}</c>.</param>
    /// <param name="handlers">By the name of the placeholder.</param>
    /// <exception cref="WorkflowDefinitionException">Something in it is not supported, missing, unreachable or wrong.</exception>
    public static WorkflowDefinition Parse(string text, IReadOnlyDictionary<string, TaskHandler> handlers)
    {
        using var document = ParseJson(text);
        var fields = new Fields(document.RootElement, state: null);
        fields.SkipComment();
        var startAt = fields.Text("StartAt");
        var timeout = TimeSpan.FromSeconds(fields.Integer("TimeoutSeconds", minimum: 1));
        var reader = new StateReader(handlers);
        var states = fields.Object("States").EnumerateObject()
            .Select(state => reader.Read(state.Name, new Fields(state.Value, state.Name)))
            .ToDictionary(state => state.Name);
        fields.RefuseOthers();
        RequireConnected(startAt, states);
        return new WorkflowDefinition(text, startAt, timeout, states);
    }

    private static JsonDocument ParseJson(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException exception)
        {
            throw new WorkflowDefinitionException(null, "definition", $"is not JSON, or has a field twice: {exception.Message}");
        }
    }

    private static void RequireConnected(string startAt, Dictionary<string, State> states)
    {
        if (!states.ContainsKey(startAt))
            throw new WorkflowDefinitionException(null, "StartAt", $"there is no state '{startAt}'.");
        HashSet<string> reached = [startAt];
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var name))
        {
            foreach (var successor in states[name].Successors)
            {
                if (!states.ContainsKey(successor))
                    throw new WorkflowDefinitionException(name, "Next", $"there is no state '{successor}'.");
                if (reached.Add(successor))
                    open.Enqueue(successor);
            }
        }
        if (states.Keys.FirstOrDefault(name => !reached.Contains(name)) is { } unreachable)
            throw new WorkflowDefinitionException(unreachable, "States", "no state leads here.");
    }
}
