#:property TreatWarningsAsErrors=false
#:property AnalysisLevel=none
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Writes tests/PulumiDouble/Aws/*.g.cs, the classes of Pulumi.Aws that the platform uses, from tests/PulumiDouble/aws-surface.txt, which explains itself.
//   dotnet run eng/generate-pulumi-aws.cs              writes the files
//   dotnet run eng/generate-pulumi-aws.cs -- --check   writes nothing; exit code 1 when a file would change

using System.Text;
using System.Text.RegularExpressions;

if (args.Length > 1 || (args.Length == 1 && args[0] != "--check"))
{
    Console.Error.WriteLine("usage: dotnet run eng/generate-pulumi-aws.cs [-- --check]");
    return 2;
}

bool check = args.Length == 1;
string folder = Path.Combine(Root(), "tests", "PulumiDouble");
var lines = File.ReadLines(Path.Combine(folder, "aws-surface.txt")).Where(line => line != "" && line[0] != '#').ToList();
var modules = lines.Where(line => line.StartsWith("module ")).Select(line => line.Split(' ')).ToDictionary(words => words[1], words => words[2]);
modules["index"] = "";

var files = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
foreach (string line in lines.Where(line => !line.StartsWith("module ")))
    Declare(Line.Parse(line));

bool same = true;
foreach (var (name, text) in files)
    same &= Write(Path.Combine(folder, "Aws", name), text.ToString());
foreach (string stale in Directory.GetFiles(Path.Combine(folder, "Aws"), "*.g.cs").Where(path => !files.ContainsKey(Path.GetFileName(path))))
    same &= Remove(stale);
return check && !same ? 1 : 0;

void Declare(Line line)
{
    switch (line.Kind)
    {
        case "resource": Resource(line); break;
        case "provider": Provider(line); break;
        case "invoke": Invoke(line); break;
        case "nested": Nested(line); break;
        case "enum": Enumeration(line); break;
        default: throw new FormatException($"{line.Kind}: neither resource nor provider, invoke, nested or enum");
    }
}

void Resource(Line line)
{
    var (module, name) = Token(line.Name);
    var s = Namespace(module);
    bool required = line.Inputs.Any(input => input.IsRequired);
    string secrets = string.Join(", ", line.Inputs.Where(input => input.IsSecret).Select(input => $"\"{input.Wire}\""));
    string own = secrets == "" ? "new()" : $"new() {{ AdditionalSecretOutputs = {{ {secrets} }} }}";
    s.Append($$"""

            [AwsResourceType("{{line.Name}}")]
            public partial class {{name}} : global::Pulumi.CustomResource
            {
                public {{name}}(string name, {{name}}Args{{(required ? "" : "?")}} args{{(required ? "" : " = null")}}, CustomResourceOptions? options = null)
                    : base("{{line.Name}}", name, args ?? new {{name}}Args(), CustomResourceOptions.Merge({{own}}, options))
                {
                }

        """);
    foreach (var output in line.Outputs)
        s.Append($"\n        [Output(\"{output.Wire}\")]\n        public Output<{OutputType(output)}> {output.Name} {{ get; private set; }} = null!;\n");
    s.Append("    }\n");
    Arguments(s, $"{name}Args", "global::Pulumi.ResourceArgs", line.Inputs, input => InputType(input, "Args"));
    s.Append("}\n");
}

void Provider(Line line)
{
    var s = Namespace("");
    s.Append("""

            [AwsResourceType("pulumi:providers:aws")]
            public partial class Provider : global::Pulumi.ProviderResource
            {
                public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
                    : base("aws", name, args ?? new ProviderArgs(), CustomResourceOptions.Merge(new(), options))
                {
                }
            }

        """);
    Arguments(s, "ProviderArgs", "global::Pulumi.ResourceArgs", line.Inputs, input => InputType(input, "Args"), json: true);
    s.Append("}\n");
}

void Invoke(Line line)
{
    var (module, name) = Token(line.Name);
    name = char.ToUpperInvariant(name[0]) + name[1..];
    var s = Namespace(module);
    bool required = line.Inputs.Any(input => input.IsRequired);
    string args(string type) => required ? $"{type} args" : $"{type}? args = null";
    s.Append($$"""

            public static class {{name}}
            {
                public static Task<{{name}}Result> InvokeAsync({{args($"{name}Args")}}, InvokeOptions? options = null) =>
                    global::Pulumi.Deployment.Instance.InvokeAsync<{{name}}Result>("{{line.Name}}", args ?? new {{name}}Args(), options);

                public static Output<{{name}}Result> Invoke({{args($"{name}InvokeArgs")}}, InvokeOptions? options = null) =>
                    global::Pulumi.Deployment.Instance.Invoke<{{name}}Result>("{{line.Name}}", args ?? new {{name}}InvokeArgs(), options);

                public static Output<{{name}}Result> Invoke({{name}}InvokeArgs args, InvokeOutputOptions options) =>
                    global::Pulumi.Deployment.Instance.Invoke<{{name}}Result>("{{line.Name}}", args ?? new {{name}}InvokeArgs(), options);
            }

        """);
    Arguments(s, $"{name}Args", "global::Pulumi.InvokeArgs", line.Inputs, PlainType, fields: true);
    Arguments(s, $"{name}InvokeArgs", "global::Pulumi.InvokeArgs", line.Inputs, input => InputType(input, "InputArgs"));
    string parameters = string.Join(", ", line.Outputs.Select(output => $"{OutputType(output)} {Parameter(output)}"));
    s.Append($"\n    [OutputType]\n    public sealed class {name}Result\n    {{\n        [OutputConstructor]\n        private {name}Result({parameters})\n        {{\n");
    foreach (var output in line.Outputs)
        s.Append($"            {output.Name} = {Parameter(output)};\n");
    s.Append("        }\n");
    foreach (var output in line.Outputs)
        s.Append($"\n        public {OutputType(output)} {output.Name} {{ get; }}\n");
    s.Append("    }\n}\n");
}

void Nested(Line line)
{
    var (module, name) = Split(line.Name);
    var s = Namespace(module, ".Inputs");
    bool ofInvoke = name.StartsWith("Get");
    Arguments(s, name + (ofInvoke ? "InputArgs" : "Args"), "global::Pulumi.ResourceArgs", line.Inputs, input => InputType(input, ofInvoke ? "InputArgs" : "Args"));
    if (ofInvoke)
        Arguments(s, $"{name}Args", "global::Pulumi.InvokeArgs", line.Inputs, PlainType, fields: true);
    s.Append("}\n");
}

void Enumeration(Line line)
{
    var (module, name) = Split(line.Name);
    var s = Namespace(module);
    s.Append($$"""

            [EnumType]
            public readonly struct {{name}} : IEquatable<{{name}}>
            {
                private readonly string _value;

                private {{name}}(string value)
                {
                    _value = value ?? throw new ArgumentNullException(nameof(value));
                }


        """);
    foreach (string value in line.Rest.Split(' '))
        s.Append($"        public static {name} {value.Split('=')[0]} {{ get; }} = new {name}(\"{value.Split('=')[1]}\");\n");
    s.Append($$"""

                public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);
                public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);
                public static explicit operator string({{name}} value) => value._value;
                public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);
                public bool Equals({{name}} other) => string.Equals(_value, other._value, StringComparison.Ordinal);
                public override int GetHashCode() => _value?.GetHashCode() ?? 0;
                public override string ToString() => _value;
            }
        }

        """);
}

// As in the official classes: lists, maps and secrets have a field, which has the attribute; everything else is a property.
void Arguments(StringBuilder s, string name, string parent, List<Property> inputs, Func<Property, string> type, bool json = false, bool fields = false)
{
    s.Append($"\n    public sealed class {name} : {parent}\n    {{\n");
    foreach (var input in inputs)
    {
        string attribute = $"[Input(\"{input.Wire}\"{(input.IsRequired ? ", required: true" : "")}{(json && input.Type is not "s" ? ", json: true" : "")})]";
        string t = type(input);
        string hides = input.Name is "Equals" ? "new " : "";
        if (input.IsCollection)
        {
            s.Append($"        {attribute}\n        private {t}? _{Parameter(input).TrimStart('@')};\n");
            s.Append($"        public {hides}{t} {input.Name}\n        {{\n            get => _{input.Wire} ?? (_{input.Wire} = new {t}());\n            set => _{input.Wire} = value;\n        }}\n\n");
        }
        else if (input.IsSecret)
        {
            s.Append($"        {attribute}\n        private {t}? _{input.Wire};\n");
            s.Append($"        public {t}? {input.Name}\n        {{\n            get => _{input.Wire};\n            set => _{input.Wire} = Output.Tuple<{t}?, int>(Output.Create<{t}?>(value), Output.CreateSecret(0)).Apply(both => both.Item1);\n        }}\n\n");
        }
        else
        {
            string shape = input.IsRequired ? $"{t} {input.Name} {{ get; set; }} = null!;" : $"{t}? {input.Name} {{ get; set; }}";
            s.Append($"        {attribute}\n        public {shape}\n\n");
        }
    }
    s.Append($"        public {name}()\n        {{\n        }}\n\n        public static new {name} Empty => new {name}();\n    }}\n");
}

string InputType(Property p, string suffix) => p.Type switch
{
    ['[', .. var item, ']'] => $"InputList<{Element(item, suffix)}>",
    ['{', .. var item, '}'] => $"InputMap<{Element(item, suffix)}>",
    ['s', '|', .. var enumeration] => $"InputUnion<string, {Full(enumeration)}>",
    _ => $"Input<{Element(p.Type, suffix)}>",
};

string PlainType(Property p) => p.Type switch
{
    ['[', .. var item, ']'] => $"List<{Element(item, "Args")}>",
    ['{', .. var item, '}'] => $"Dictionary<string, {Element(item, "Args")}>",
    _ => Element(p.Type, "Args"),
};

string OutputType(Property p)
{
    string type = p.Type switch
    {
        ['[', .. var item, ']'] => $"ImmutableArray<{Element(item, "")}>",
        ['{', .. var item, '}'] => $"ImmutableDictionary<string, {Element(item, "")}>",
        _ => Element(p.Type, ""),
    };
    return p.IsNullable && !type.StartsWith("ImmutableArray") ? type + "?" : type;
}

string Element(string type, string suffix) => type switch
{
    "s" => "string",
    "b" => "bool",
    "n" => "int",
    "d" => "double",
    "archive" => "Archive",
    "asset" => "AssetOrArchive",
    _ when suffix == "" => throw new FormatException($"{type}: outputs are made of plain types"),
    _ => Inside(type) + suffix,
};

string Inside(string nested)
{
    var (module, name) = Split(nested);
    return $"global::Pulumi.Aws.{(module == "" ? "" : module + ".")}Inputs.{name}";
}

string Full(string enumeration) => $"global::Pulumi.Aws.{enumeration}";

(string Module, string Name) Token(string token)
{
    string[] parts = token.Split(':');
    return (modules[parts[1].Split('/')[0]], parts[2]);
}

(string Module, string Name) Split(string name) => name.Split('.') is [var module, var type] ? (module, type) : ("", name);

string Parameter(Property p) => p.Wire is "namespace" or "event" or "default" ? "@" + p.Wire : p.Wire;

StringBuilder Namespace(string module, string suffix = "")
{
    string name = module == "" ? "Root.g.cs" : module + ".g.cs";
    if (!files.TryGetValue(name, out var s))
        files[name] = s = new("// <auto-generated>By `dotnet run eng/generate-pulumi-aws.cs` from aws-surface.txt.</auto-generated>\n#nullable enable\n#pragma warning disable\n");
    return s.Append($"\nnamespace Pulumi.Aws{(module == "" ? "" : ".")}{module}{suffix}\n{{");
}

bool Write(string path, string content)
{
    bool unchanged = File.Exists(path) && File.ReadAllText(path) == content;
    if (!unchanged && check)
        Console.Error.WriteLine($"{Path.GetFileName(path)} differs from aws-surface.txt: run eng/generate-pulumi-aws.cs");
    if (!unchanged && !check)
        File.WriteAllText(path, content);
    return unchanged;
}

bool Remove(string path)
{
    if (check)
        Console.Error.WriteLine($"{Path.GetFileName(path)} is in no line of aws-surface.txt: run eng/generate-pulumi-aws.cs");
    else
        File.Delete(path);
    return false;
}

// Not where this file was compiled: in CI the compiler does not know.
static string Root()
{
    string? folder = Directory.GetCurrentDirectory();
    while (folder is not null && !File.Exists(Path.Combine(folder, "StoreScp.sln")))
        folder = Path.GetDirectoryName(folder);
    return folder ?? throw new InvalidOperationException("Run it within the repository.");
}

/// <summary>One line of the surface.</summary>
sealed record Line(string Kind, string Name, List<Property> Inputs, List<Property> Outputs, string Rest)
{
    public static Line Parse(string text)
    {
        string[] halves = text.Split('|', 2);
        string[] head = halves[0].Trim().Split(' ');
        string rest = halves[1].Trim();
        if (head[0] == "enum")
            return new(head[0], head[1], [], [], rest);
        string[] sides = (" " + rest + " ").Split(" -> ");
        return new(head[0], head[1], Properties(sides[0]), sides.Length > 1 ? Properties(sides[1]) : [], rest);

        List<Property> Properties(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Property.Parse(word, text))];
    }
}

/// <summary>One property: <c>Name(wire)*:type!?</c>.</summary>
sealed record Property(string Name, string Wire, bool IsRequired, string Type, bool IsSecret, bool IsNullable)
{
    public bool IsCollection => Type[0] is '[' or '{';

    public static Property Parse(string word, string line)
    {
        var m = Regex.Match(word, @"^(?<name>\w+)(\((?<wire>\w+)\))?(?<required>\*)?:(?<type>[^!?]+)(?<secret>!)?(?<nullable>\?)?$");
        if (!m.Success)
            throw new FormatException($"{word}: not a property, in {line}");
        string name = m.Groups["name"].Value;
        string wire = m.Groups["wire"].Success ? m.Groups["wire"].Value : char.ToLowerInvariant(name[0]) + name[1..];
        return new(name, wire, m.Groups["required"].Success, m.Groups["type"].Value, m.Groups["secret"].Success, m.Groups["nullable"].Success);
    }
}
