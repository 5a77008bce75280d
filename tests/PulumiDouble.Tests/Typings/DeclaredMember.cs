using System.Text.RegularExpressions;

namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>One member of an interface or class in TypeScript.</summary>
internal sealed partial record DeclaredMember(string Name, bool IsOptional, string Type, bool IsDeprecated)
{
    public bool MayBeUndefined => IsOptional || Inner(Type).EndsWith("| undefined", StringComparison.Ordinal);

    /// <summary>The type as the surface writes it; what the surface has no word for is returned as it is.</summary>
    public string SurfaceType => Spell(Type);

    private static string Spell(string type)
    {
        type = Inner(type);
        if (type.EndsWith("| undefined", StringComparison.Ordinal))
            type = type[..^"| undefined".Length].TrimEnd();
        if (type.EndsWith("[]", StringComparison.Ordinal))
            return $"[{Spell(type[..^2])}]";
        if (Map().Match(type) is { Success: true } map)
            return $"{{{Spell(map.Groups[1].Value)}}}";
        if (Nested().Match(type) is { Success: true } nested)
            return nested.Groups[1].Value;
        if (Enumeration().Match(type) is { Success: true } enumeration)
            return "s|" + enumeration.Groups[1].Value;
        return type switch
        {
            "string" or "ARN" => "s",
            "boolean" => "b",
            "number" => "n",
            "pulumi.asset.Archive" => "archive",
            "pulumi.asset.Asset | pulumi.asset.Archive" => "asset",
            // The name or ARN of a resource, or the resource itself: the typings' own convenience.
            _ when type.StartsWith("string | ", StringComparison.Ordinal) => "s",
            _ => type,
        };
    }

    /// <summary>Without Input and Output around it.</summary>
    private static string Inner(string type)
    {
        type = type.Trim();
        while (Wrapped().Match(type) is { Success: true } wrapped)
            type = wrapped.Groups[1].Value.Trim();
        return type;
    }

    [GeneratedRegex(@"^pulumi\.(?:Input|Output)<(.*)>$")]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"^\{ \[key: string\]: (.*); \}$")]
    private static partial Regex Map();

    [GeneratedRegex(@"^(?:inputs|outputs)\.([\w.]+)$")]
    private static partial Regex Nested();

    [GeneratedRegex(@"^string \| enums\.(\w+\.\w+)$")]
    private static partial Regex Enumeration();
}
