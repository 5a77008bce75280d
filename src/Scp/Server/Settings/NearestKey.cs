namespace StoreScp.Server.Settings;

/// <summary>Finds the setting somebody most likely meant, by the number of letters that differ.</summary>
internal static class NearestKey
{
    public static string To(string key, IEnumerable<string> known) =>
        known.MinBy(candidate => (IsBeginningOf(key, candidate) ? 0 : Distance(key, candidate), candidate.Length)) ?? "";

    private static bool IsBeginningOf(string key, string candidate) =>
        key.EndsWith(':') is false && candidate.StartsWith(key, StringComparison.OrdinalIgnoreCase);

    private static int Distance(string left, string right)
    {
        left = left.ToUpperInvariant();
        right = right.ToUpperInvariant();
        if (left.Length > 100)
            left = left[..100];
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
