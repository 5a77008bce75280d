using StoreScp.Server.Logging;

namespace StoreScp.Server.Cli;

/// <summary>The outcome of checks, one line each.</summary>
internal sealed class CheckLines(TextWriter output)
{
    /// <summary>Sentences name paths, files and types.</summary>
    private const int MaximumSentence = 4_000;

    public bool HasWrong { get; private set; }

    public void Ok(string sentence) => Write("ok", sentence);

    public void NotDone(string sentence) => Write("not done", sentence);

    public void Wrong(string sentence)
    {
        HasWrong = true;
        Write("wrong", sentence);
    }

    private void Write(string outcome, string sentence) => output.WriteLine($"{outcome,-8}  {LogText.EscapeLong(sentence, MaximumSentence)}");
}
