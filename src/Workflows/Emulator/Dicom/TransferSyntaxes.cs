namespace StoreScp.Emulator;

/// <summary>Which transfer syntaxes HealthImaging imports, and as what it serves their frames (HealthImaging API GetImageFrame).</summary>
internal static class TransferSyntaxes
{
    private const string Prefix = "1.2.840.10008.1.2";

    private static readonly HashSet<string> Supported =
    [
        Prefix, $"{Prefix}.1", $"{Prefix}.1.99", $"{Prefix}.2", $"{Prefix}.5",
        .. new[] { 50, 51, 57, 70, 80, 81, 90, 91, 92, 93, 201, 202, 203, 112 }.Select(number => $"{Prefix}.4.{number}"),
        .. Enumerable.Range(100, 9).SelectMany(number => new[] { $"{Prefix}.4.{number}", $"{Prefix}.4.{number}.1" }),
    ];

    public static bool IsSupported(string uid) => Supported.Contains(uid);

    /// <summary>One stream for all frames.</summary>
    public static bool IsVideo(string uid) => uid.StartsWith($"{Prefix}.4.10", StringComparison.Ordinal);

    public static string ContentTypeOf(string uid) => uid switch
    {
        $"{Prefix}.4.50" or $"{Prefix}.4.51" or $"{Prefix}.4.57" or $"{Prefix}.4.70" => "image/jpeg",
        $"{Prefix}.4.80" or $"{Prefix}.4.81" => "image/jls",
        $"{Prefix}.4.90" or $"{Prefix}.4.91" => "image/j2c",
        $"{Prefix}.4.201" or $"{Prefix}.4.202" => "image/jph",
        $"{Prefix}.4.203" => "image/jphc",
        $"{Prefix}.4.112" => "image/jxl",
        _ when IsMpeg2(uid) => "video/mpeg",
        _ when IsHevc(uid) => "video/H256",
        _ when IsVideo(uid) => "video/mp4",
        _ => "application/octet-stream",
    };

    private static bool IsMpeg2(string uid) =>
        uid.StartsWith($"{Prefix}.4.100", StringComparison.Ordinal) || uid.StartsWith($"{Prefix}.4.101", StringComparison.Ordinal);

    private static bool IsHevc(string uid) =>
        uid.StartsWith($"{Prefix}.4.107", StringComparison.Ordinal) || uid.StartsWith($"{Prefix}.4.108", StringComparison.Ordinal);
}
