using System.Collections.Concurrent;
using StoreScp.LocalRunner.Definition;
using StoreScp.LocalRunner.Files;

namespace StoreScp.LocalRunner.Execution;

/// <summary>The versions of the workflow that running executions were started with, by hash.</summary>
internal sealed class Definitions
{
    private readonly WorkflowFile _file;
    private readonly IReadOnlyDictionary<string, TaskHandler> _handlers;
    private readonly ConcurrentDictionary<string, WorkflowDefinition?> _byHash = new();

    public Definitions(WorkflowFile file, IReadOnlyDictionary<string, TaskHandler> handlers, WorkflowDefinition current)
    {
        _file = file;
        _handlers = handlers;
        _byHash[current.Hash] = current;
    }

    /// <summary>Null when this program does not support that version.</summary>
    public async ValueTask<WorkflowDefinition?> FindAsync(string hash)
    {
        if (_byHash.TryGetValue(hash, out var known))
            return known;
        var text = await _file.ReadAsync(connection => DefinitionTable.Find(connection, hash));
        return _byHash[hash] = text is null ? null : TryParse(text);
    }

    private WorkflowDefinition? TryParse(string text)
    {
        try
        {
            return WorkflowDefinition.Parse(text, _handlers);
        }
        catch (WorkflowDefinitionException)
        {
            return null;
        }
    }
}
