using System.Globalization;
using System.Text;

namespace StoreScp.Emulator;

/// <summary>maxResults and nextToken of a list. The token is opaque to clients and says after what the next page begins.</summary>
internal sealed record ListPage(int Count, string? After)
{
    private const int MaximumCount = 50;

    /// <exception cref="ApiException">ValidationException: a count outside 1 to 50, or a token that is none of ours.</exception>
    public static ListPage Parse(string? maxResults, string? nextToken)
    {
        int count = MaximumCount;
        bool isCount = maxResults is null || (int.TryParse(maxResults, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MaximumCount);
        if (!isCount) throw ApiException.Validation($"maxResults is not 1 to {MaximumCount}");
        if (nextToken is null) return new(count, null);
        var bytes = new byte[nextToken.Length];
        if (nextToken.Length is 0 or > 8192 || !Convert.TryFromBase64String(nextToken, bytes, out int length)) throw ApiException.Validation("nextToken is not valid");
        return new(count, Encoding.UTF8.GetString(bytes, 0, length));
    }

    /// <summary>Where the next page begins when the token is a number, below which the items of the page are.</summary>
    /// <exception cref="ApiException">ValidationException: the token is none of this list.</exception>
    public long Before() => After is null ? long.MaxValue
        : long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out long before) ? before
        : throw ApiException.Validation("nextToken is not valid");

    public static string TokenAfter(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));
}
