using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>A version as semver.org 2.0.0 has it: 1.2.3, with -pre.release and +build; build metadata do not order.</summary>
internal sealed record SemanticVersion : IComparable<SemanticVersion>
{
    private readonly BigInteger[] _numbers;
    private readonly string[] _prerelease;

    private SemanticVersion(string text, BigInteger[] numbers, string[] prerelease) => (Text, _numbers, _prerelease) = (text, numbers, prerelease);

    public string Text { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        if (text is null or { Length: > 64 })
            return false;
        var (rest, build) = Split(text, '+');
        var (core, prerelease) = Split(rest, '-');
        var numbers = core.Split('.');
        if (numbers.Length != 3 || !numbers.All(IsNumber) || build?.Split('.').All(IsIdentifier) is false)
            return false;
        var identifiers = prerelease?.Split('.') ?? [];
        if (!identifiers.All(part => IsIdentifier(part) && (IsNumber(part) || !part.All(char.IsAsciiDigit))))
            return false;
        version = new(text, [.. numbers.Select(Number)], identifiers);
        return true;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < 3; i++)
        {
            if (_numbers[i].CompareTo(other._numbers[i]) is not 0 and var order)
                return order;
        }
        if (_prerelease.Length == 0 || other._prerelease.Length == 0)
            return other._prerelease.Length.CompareTo(_prerelease.Length);
        var shared = _prerelease.Zip(other._prerelease, CompareIdentifiers).FirstOrDefault(order => order != 0);
        return shared != 0 ? shared : _prerelease.Length.CompareTo(other._prerelease.Length);
    }

    public bool Equals(SemanticVersion? other) => CompareTo(other) == 0;

    public override int GetHashCode() => HashCode.Combine(_numbers[0], _numbers[1], _numbers[2], _prerelease.Length);

    public override string ToString() => Text;

    private static int CompareIdentifiers(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => Number(left).CompareTo(Number(right)),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(left, right),
    };

    private static (string Before, string? After) Split(string text, char mark) =>
        text.IndexOf(mark) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    private static bool IsIdentifier(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static BigInteger Number(string text) => BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
