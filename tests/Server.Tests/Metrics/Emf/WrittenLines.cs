using System.Text;
using System.Text.Json;

namespace StoreScp.Server.Tests.Metrics.Emf;

/// <summary>Standard output as its reader sees it: each write must be one whole line.</summary>
internal sealed class WrittenLines : MemoryStream
{
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _documents = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _tries;

    /// <summary>Nobody reads it any more.</summary>
    public bool Fails { get; set; }

    public int Tries
    {
        get { lock (_gate) return _tries; }
    }

    public string Text
    {
        get { lock (_gate) return string.Join('\n', _documents.Select(document => document.GetRawText())); }
    }

    /// <summary>Of the last collection alone.</summary>
    public IReadOnlyList<JsonElement> Documents()
    {
        lock (_gate)
        {
            var last = _documents.Max(document => TimeOf(document));
            return [.. _documents.Where(document => TimeOf(document) == last)];
        }
    }

    /// <summary>Completes when a collection is written.</summary>
    public Task NextFlushAsync()
    {
        lock (_gate)
            return _changed.Task;
    }

    public async Task<int> TriedAfterAsync(int tries)
    {
        while (Tries == tries)
            await Task.Yield();
        return Tries;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            _tries++;
            if (Fails)
                throw new IOException("Broken pipe");
            var text = Encoding.UTF8.GetString(buffer);
            text.Should().EndWith("\n");
            text[..^1].Should().NotContain("\n");
            _documents.Add(JsonDocument.Parse(text).RootElement);
        }
    }

    public override void Flush()
    {
        lock (_gate)
        {
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static long TimeOf(JsonElement document) => document.GetProperty("_aws").GetProperty("Timestamp").GetInt64();
}
