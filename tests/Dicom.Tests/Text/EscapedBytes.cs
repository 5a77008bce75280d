using System.Globalization;
using System.Text;

namespace StoreScp.Dicom.Tests.Text;

/// <summary>Bytes as tests write them: \e is ESC, \ and two hexadecimal digits a byte, \\ a backslash, all else ASCII.</summary>
static class EscapedBytes
{
    public static byte[] Parse(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
                bytes.Add(checked((byte)text[i]));
            else if (text[++i] == 'e')
                bytes.Add(0x1B);
            else if (text[i] == '\\')
                bytes.Add((byte)'\\');
            else
                bytes.Add(byte.Parse(text.AsSpan(i++, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
        return [.. bytes];
    }

    public static string Format(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte b in bytes)
        {
            text.Append(b switch
            {
                0x1B => @"\e",
                (byte)'\\' => @"\\",
                < 0x20 or >= 0x7F => $@"\{b:X2}",
                _ => ((char)b).ToString(),
            });
        }
        return text.ToString();
    }
}
