using System.Buffers;
using System.Globalization;
using System.Text;

namespace StoreScp.Server.Logging;

/// <summary>Makes text that somebody else wrote safe for one line of a log or a terminal.</summary>
internal static class LogText
{
    private const int MaximumLength = 256;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Printable ASCII as it is; the backslash doubled; everything else as <c>\uXXXX</c>; long text cut with a mark.</summary>
    public static string Escape(string? text) => EscapeLong(text, MaximumLength);

    /// <summary>As <see cref="Escape"/>, with another length to cut at.</summary>
    public static string EscapeLong(string? text, int maximumLength)
    {
        if (text is null)
            return "";
        if (text.Length <= maximumLength && !text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var escaped = new StringBuilder(Math.Min(text.Length, maximumLength) + 16);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, maximumLength)))
        {
            if (Plain.Contains(c))
                escaped.Append(c);
            else if (c == '\\')
                escaped.Append(@"\\");
            else
                escaped.Append(@"\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }
        if (text.Length > maximumLength)
            escaped.Append('…');
        return escaped.ToString();
    }
}
