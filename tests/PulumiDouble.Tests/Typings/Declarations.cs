using System.Text.RegularExpressions;

namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>The interfaces and classes of one .d.ts file as the TypeScript compiler writes it: a member per line, a map over three.</summary>
internal static partial class Declarations
{
    /// <summary>Names with their namespaces, <c>ecs.ServiceNetworkConfiguration</c> → members by name.</summary>
    public static Dictionary<string, Dictionary<string, DeclaredMember>> Parse(string text)
    {
        var types = new Dictionary<string, Dictionary<string, DeclaredMember>>();
        var scopes = new Stack<string>();
        bool comment = false, deprecated = false;
        string pending = "";
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            if (pending == "" && (comment || line.StartsWith("/**", StringComparison.Ordinal)))
            {
                deprecated = line.Contains("@deprecated") || (comment && deprecated);
                comment = !line.EndsWith("*/", StringComparison.Ordinal);
            }
            else if (pending == "" && Opening().Match(line) is { Success: true } opening)
            {
                scopes.Push(opening.Groups[1].Value);
                types.TryAdd(Name(scopes), []);
            }
            else if (pending == "" && line == "}")
            {
                scopes.TryPop(out _);
            }
            else if (scopes.Count > 0)
            {
                pending = $"{pending} {line}".Trim();
                if (!pending.EndsWith(';') || pending.Count(c => c == '{') != pending.Count(c => c == '}'))
                    continue;
                if (Member().Match(pending) is { Success: true } member)
                    types[Name(scopes)].TryAdd(member.Groups[1].Value, new(member.Groups[1].Value, member.Groups[2].Success, member.Groups[3].Value, deprecated));
                (pending, deprecated) = ("", false);
            }
        }
        return types;
    }

    private static string Name(Stack<string> scopes) => string.Join('.', scopes.Reverse());

    [GeneratedRegex(@"^(?:export )?(?:declare )?(?:namespace|interface|class|const) (\w+)\b[^;]*\{$")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:readonly )?(\w+)(\?)?: (.*);$")]
    private static partial Regex Member();
}
