using System.Text.Unicode;

namespace StoreScp.Plugins.Hosting;

/// <summary>Secrets as files of one folder, as orchestrators mount them: the file's name is the secret's.</summary>
/// <param name="folder">Null: the site has set none.</param>
public sealed class FolderSecrets(string? folder) : IPluginSecrets
{
    /// <summary>Bytes of one secret.</summary>
    public const int MaximumLength = 1 << 20;

    /// <summary>The file's bytes, read anew each time; of a text without one line end at its end.</summary>
    /// <exception cref="PluginSetupException">The name is none, or the file is missing, empty, too long or unreadable.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > 200 || name.All(c => c == '.') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new PluginSetupException($"'{name}' cannot name a secret: letters, digits, dot, underscore and hyphen are allowed.");
        if (folder is null)
            throw new PluginSetupException($"The secret '{name}' is not there: the site has set no folder of secrets.");
        var path = Path.Combine(Path.GetFullPath(folder), name);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            var bytes = new byte[Math.Min(file.Length, MaximumLength + 1)];
            ReadOnlyMemory<byte> secret = bytes.AsMemory(0, await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation));
            if (secret.Length > MaximumLength)
                throw new PluginSetupException($"The secret '{name}' is longer than {MaximumLength} bytes ('{path}').");
            secret = WithoutLineEnd(secret);
            return secret.IsEmpty ? throw new PluginSetupException($"The secret '{name}' is empty ('{path}').") : secret;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PluginSetupException($"The secret '{name}' is not there: '{path}' does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginSetupException($"The secret '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What an editor or `echo` put behind a text; the last byte of random ones is their own.</summary>
    private static ReadOnlyMemory<byte> WithoutLineEnd(ReadOnlyMemory<byte> secret)
    {
        if (!secret.Span.EndsWith("\n"u8))
            return secret;
        var text = secret[..^(secret.Span.EndsWith("\r\n"u8) ? 2 : 1)];
        return Utf8.IsValid(text.Span) && !text.Span.ContainsAnyInRange((byte)0, (byte)0x1F) ? text : secret;
    }
}
