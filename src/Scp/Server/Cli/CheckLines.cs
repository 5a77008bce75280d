using StoreScp.AwsCalls;
using StoreScp.HealthImaging;
using StoreScp.Server.Logging;
using StoreScp.Storage;

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

    /// <summary>Runs one check: its name when it works, its name and what is wrong when it does not.</summary>
    /// <param name="isSilent">The check says itself what it found.</param>
    public async Task<bool> TryAsync(string name, Func<Task> check, bool isSilent = false)
    {
        try
        {
            await check();
            if (!isSilent)
                Ok(name);
            return true;
        }
        catch (Exception e) when (e is StorageUnavailableException or StorageSetupException or CommandException or AwsCallException or HealthImagingException)
        {
            Wrong($"{name}: {e.Message}");
            return false;
        }
    }

    private void Write(string outcome, string sentence) => output.WriteLine($"{outcome,-8}  {LogText.EscapeLong(sentence, MaximumSentence)}");
}
