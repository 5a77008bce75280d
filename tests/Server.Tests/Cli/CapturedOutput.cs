using System.Text;

namespace StoreScp.Server.Tests.Cli;

/// <summary>What a command writes; a test can wait for a line while the command still runs.</summary>
internal sealed class CapturedOutput : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> IsThere, TaskCompletionSource Done)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get { lock (_gate) return _text.ToString(); }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            var text = _text.ToString();
            _waiting.RemoveAll(waiter => waiter.IsThere(text) && waiter.Done.TrySetResult());
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public async Task WaitForAsync(string text)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_text.ToString().Contains(text, StringComparison.Ordinal))
                return;
            _waiting.Add((now => now.Contains(text, StringComparison.Ordinal), done));
        }
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
