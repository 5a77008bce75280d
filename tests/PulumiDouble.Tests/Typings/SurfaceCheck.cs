using System.Text.RegularExpressions;

namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>Compares lines of the surface with the published typings. Every difference is one sentence.</summary>
internal sealed class SurfaceCheck(OfficialPackage official, IEnumerable<SurfaceLine> surface)
{
    /// <summary>What C# names otherwise than TypeScript, because a property may not have its class's name.</summary>
    private static readonly HashSet<string> Renamed = ["Bucket.BucketName(bucket)", "Policy.PolicyDocument(policy)"];

    /// <summary>TypeScript has one type of number; the provider's schema says that these have fractions.</summary>
    private static readonly HashSet<string> Doubles =
    [
        "MetricAlarm.threshold", "AppAutoScaling.PolicyTargetTrackingScalingPolicyConfiguration.targetValue", "Budgets.BudgetNotification.threshold",
    ];

    private static readonly Dictionary<string, Dictionary<string, Dictionary<string, DeclaredMember>>> Parsed = [];

    private readonly List<SurfaceLine> _surface = [.. surface];
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Run()
    {
        foreach (var line in _surface)
        {
            Action<SurfaceLine> check = line.Kind switch
            {
                "module" => Module,
                "resource" => Resource,
                "invoke" => Invoke,
                "provider" => Provider,
                "nested" => Nested,
                "enum" => Enumeration,
                _ => unknown => _differences.Add($"{unknown.Kind} {unknown.Name}: no such kind of line"),
            };
            check(line);
        }
        return _differences;
    }

    private void Module(SurfaceLine line) => Expect(official[$"{line.Name}/index.js"] is not null, $"{line.Name}: no such module");

    private void Resource(SurfaceLine line)
    {
        var (path, type) = Place(line.Name);
        if (!Expect(Types($"{path}.d.ts").ContainsKey(type), $"{line.Name}: no such resource"))
            return;
        string script = official[$"{path}.js"]!;
        Expect(script.Contains($"__pulumiType = '{line.Name}'", StringComparison.Ordinal), $"{line.Name}: another token");
        Inputs(type, line.Inputs, Types($"{path}.d.ts")[type + "Args"]);
        Outputs(type, line.Outputs, Types($"{path}.d.ts")[type]);
        foreach (var input in line.Inputs)
        {
            bool isSecret = script.Contains($"resourceInputs[\"{input.Wire}\"] = args?.{input.Wire} ? pulumi.secret(", StringComparison.Ordinal);
            Expect(isSecret == input.IsSecret, $"{type}.{input.Wire}: {(isSecret ? "is" : "is not")} a secret");
        }
    }

    private void Invoke(SurfaceLine line)
    {
        var (path, function) = Place(line.Name);
        string type = char.ToUpperInvariant(function[0]) + function[1..];
        if (!Expect(Types($"{path}.d.ts").ContainsKey(type + "Result"), $"{line.Name}: no such function"))
            return;
        Expect(official[$"{path}.js"]!.Contains($"invoke(\"{line.Name}\"", StringComparison.Ordinal), $"{line.Name}: another token");
        Inputs(type, line.Inputs, Types($"{path}.d.ts").GetValueOrDefault(type + "OutputArgs") ?? []);
        Outputs(type, line.Outputs, Types($"{path}.d.ts")[type + "Result"]);
    }

    private void Provider(SurfaceLine line) => Inputs("Provider", line.Inputs, Types("provider.d.ts")["ProviderArgs"]);

    private void Nested(SurfaceLine line)
    {
        var types = Types("types/input.d.ts");
        string name = Wire(line.Name);
        if (Expect(types.ContainsKey(name), $"{line.Name}: no such nested type"))
            Inputs(line.Name, line.Inputs, types[name]);
    }

    private void Enumeration(SurfaceLine line)
    {
        string[] name = Wire(line.Name).Split('.');
        var values = Types($"types/enums/{name[0]}/index.d.ts").GetValueOrDefault(name[1]) ?? [];
        foreach (string[] value in line.Values.Select(value => value.Split('=')))
            Expect(values.GetValueOrDefault(value[0])?.Type == $"\"{value[1]}\"", $"{line.Name}.{value[0]}: not \"{value[1]}\"");
    }

    private void Inputs(string owner, IReadOnlyList<SurfaceProperty> inputs, Dictionary<string, DeclaredMember> declared)
    {
        foreach (var input in inputs)
        {
            if (Known(owner, input, declared) is { } member)
                Expect(member.MayBeUndefined != input.IsRequired, $"{owner}.{input.Wire}: {(input.IsRequired ? "is not" : "is")} required");
        }
        var given = inputs.Select(input => input.Wire).ToHashSet();
        foreach (var missing in declared.Values.Where(member => !member.MayBeUndefined && !given.Contains(member.Name)))
            _differences.Add($"{owner}.{missing.Name}: required, and not in the surface");
    }

    private void Outputs(string owner, IReadOnlyList<SurfaceProperty> outputs, Dictionary<string, DeclaredMember> declared)
    {
        foreach (var output in outputs)
        {
            if (Known(owner, output, declared) is { } member)
                Expect(member.MayBeUndefined == output.IsNullable, $"{owner}.{output.Wire}: as an output {(output.IsNullable ? "is never" : "may be")} null");
        }
    }

    private DeclaredMember? Known(string owner, SurfaceProperty property, Dictionary<string, DeclaredMember> declared)
    {
        string name = $"{owner}.{property.Wire}";
        if (!Expect(declared.TryGetValue(property.Wire, out var member), $"{name}: no such property"))
            return null;
        Expect(!member!.IsDeprecated, $"{name}: deprecated");
        Expect(!property.IsRenamed || Renamed.Contains($"{owner}.{property.Name}({property.Wire})"), $"{name}: C# does not call it {property.Name}");
        Expect(Doubles.Contains(name) == (property.Type == "d"), $"{name}: {(property.Type == "d" ? "a whole number" : "a number with a fraction")}");
        string type = property.Type == "d" ? "n" : Wire(property.Type);
        Expect(type == member.SurfaceType || (owner.StartsWith("Get", StringComparison.Ordinal) && type == member.SurfaceType.Replace("Args", "")), $"{name}: not {property.Type} but {member.SurfaceType}");
        return member;
    }

    /// <summary>C#'s module names as the wire's: <c>[LB.ListenerDefaultAction]</c> → <c>[lb.ListenerDefaultAction]</c>.</summary>
    private string Wire(string type)
    {
        foreach (var module in _surface.Where(line => line.Kind == "module"))
            type = Regex.Replace(type, $@"\b{module.Values[0]}\.", module.Name + ".");
        return type;
    }

    /// <summary>aws:ec2/vpc:Vpc → ec2/vpc, Vpc.</summary>
    private static (string Path, string Type) Place(string token)
    {
        string[] parts = token.Split(':');
        return (parts[1].StartsWith("index/", StringComparison.Ordinal) ? parts[1]["index/".Length..] : parts[1], parts[2]);
    }

    private Dictionary<string, Dictionary<string, DeclaredMember>> Types(string path)
    {
        lock (Parsed)
        {
            return Parsed.TryGetValue(path, out var types) ? types : Parsed[path] = Declarations.Parse(official[path] ?? "");
        }
    }

    private bool Expect(bool holds, string difference)
    {
        if (!holds)
            _differences.Add(difference);
        return holds;
    }
}
