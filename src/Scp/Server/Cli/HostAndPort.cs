using System.CommandLine.Parsing;
using System.Globalization;

namespace StoreScp.Server.Cli;

/// <summary>Where a peer is: <c>host:port</c>, <c>10.0.0.1:104</c> or <c>[::1]:104</c>.</summary>
internal sealed record HostAndPort(string Host, int Port)
{
    public const string Form = "HOST:PORT, such as 127.0.0.1:11112 or [::1]:11112";

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    public static bool TryParse(string text, out HostAndPort? value)
    {
        value = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return false;
        var host = text[..colon];
        if (host is ['[', .. var inside, ']'])
            host = inside;
        else if (host.Contains(':', StringComparison.Ordinal))
            return false;
        if (host.Length == 0)
            return false;
        value = new(host, port);
        return true;
    }

    /// <summary>For System.CommandLine: adds the error instead of throwing.</summary>
    public static HostAndPort? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!TryParse(text, out var value))
            result.AddError($"\"{text}\" is not a peer's address; allowed: {Form}.");
        return value;
    }
}
