using System.Text.Json;
using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion.Actions;

namespace StoreScp.Plugins.TagCoercion.Loading;

/// <summary>Reads one action: docs/tag-coercion.md, "Actions".</summary>
internal sealed class ActionReader(SourceTable sources, RuleMistakes mistakes, TimeSpan regexTimeout, string folder)
{
    private static readonly string[] Names =
        ["set", "setIfEmpty", "remove", "copy", "replace", "prefix", "suffix", "upper", "lower", "trim", "map", "generateUID"];

    private readonly TargetReader _targets = new(mistakes);
    private readonly MapTableReader _tables = new(mistakes, folder);

    /// <summary>Null after a mistake.</summary>
    public CoercionAction? Read(PlacedJson json, bool changesUIDs)
    {
        string[] named = [.. Names.Where(name => json.Members.Any(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)))];
        if (named.Length != 1)
        {
            mistakes.Add(json.Line, $"An action has one of {string.Join(", ", Names)}" + (named.Length == 0 ? "." : $", not {string.Join(" and ", named)}."));
            return null;
        }
        var fields = new JsonFields(json, mistakes);
        CoercionAction? action = Read(named[0], fields, changesUIDs);
        fields.RefuseOthers();
        return action;
    }

    private CoercionAction? Read(string name, JsonFields fields, bool changesUIDs)
    {
        string? path = fields.RequireText(name);
        if (name == "copy") return ReadCopy(name, path, fields, changesUIDs);
        ElementTarget? target = path is null ? null : _targets.Read(name, path, fields, fields.Line, changesUIDs);
        return name switch
        {
            "set" or "setIfEmpty" => ReadSet(name, target, fields),
            "remove" => target is null ? null : new RemoveAction(name, target),
            "replace" => ReadReplace(name, target, fields),
            "prefix" or "suffix" => ReadAffix(name, target, fields),
            "upper" or "lower" => target is null ? null : new CaseAction(name, target, isUpper: name == "upper"),
            "trim" => target is null ? null : new TrimAction(name, target),
            "map" => ReadMap(name, target, fields),
            _ => ReadGenerateUID(name, target, fields),
        };
    }

    private SetAction? ReadSet(string name, ElementTarget? target, JsonFields fields)
    {
        IReadOnlyList<PlacedJson>? texts = fields.Texts("value", fields.Require("value"));
        if (texts is null) return null;
        var templates = new List<TextTemplate>();
        foreach (PlacedJson text in texts)
        {
            if (Template(text) is not { } template) continue;
            templates.Add(template);
            if (target is not null) CheckLiteral(template, target, text.Line);
        }
        if (target is null || templates.Count < texts.Count) return null;
        DicomVR vr = target.Path.Last.VR;
        if (templates.Count > 1 && vr.IsText() && !vr.IsMultiValued()) mistakes.Add(fields.Line, $"VR {vr} of {target.Path} holds one value.");
        return new SetAction(name, target, [.. templates], onlyIfEmpty: name == "setIfEmpty");
    }

    private void CheckLiteral(TextTemplate template, ElementTarget target, int line)
    {
        if (template.Literal is not { } literal) return;
        if (ValueCheck.FindMistake(target.Path.Last.VR, literal) is { } mistake) mistakes.Add(line, $"The value for {target.Path}: {mistake}");
        if (literal.Length == 0 && IdentifyingUIDs.Contains(target.Path)) mistakes.Add(line, $"{target.Path} may not become empty.");
    }

    private CopyAction? ReadCopy(string name, string? from, JsonFields fields, bool changesUIDs)
    {
        ValueSource? source = from is null ? null : Source(from, fields.Line);
        ElementTarget? target = fields.RequireText("to") is { } to ? _targets.Read(name, to, fields, fields.Line, changesUIDs) : null;
        return source is null || target is null ? null : new CopyAction(name, source, target);
    }

    private ReplaceAction? ReadReplace(string name, ElementTarget? target, JsonFields fields)
    {
        string? pattern = fields.RequireText("regex");
        bool ignoreCase = fields.Flag("ignoreCase");
        PlacedJson? with = fields.Require("with");
        if (with is not null and not { Kind: JsonValueKind.String }) mistakes.Add(with.Line, "\"with\" is a text.");
        if (pattern is null || with is null) return null;
        if (RuleRegex.TryCreate(pattern, ignoreCase, regexTimeout, out string? mistake) is { } regex)
            return target is null ? null : new ReplaceAction(name, target, regex, with.Text);
        mistakes.Add(fields.Find("regex")!.Line, mistake!);
        return null;
    }

    private AffixAction? ReadAffix(string name, ElementTarget? target, JsonFields fields)
    {
        PlacedJson? value = fields.Require("value");
        if (value is null) return null;
        if (value is not { Kind: JsonValueKind.String, Text.Length: > 0 })
        {
            mistakes.Add(value.Line, "\"value\" is a text, and not an empty one.");
            return null;
        }
        return Template(value) is { } template && target is not null ? new AffixAction(name, target, template, isPrefix: name == "prefix") : null;
    }

    private MapAction? ReadMap(string name, ElementTarget? target, JsonFields fields)
    {
        ValueSource? source = fields.Text("from") is { } from ? Source(from, fields.Find("from")!.Line) : null;
        WhenMissing whenMissing = fields.Choice("whenMissing", WhenMissing.Keep);
        bool ignoreCase = fields.Flag("ignoreCase");
        bool hasHeader = fields.Flag("header");
        if (fields.RequireText("table") is not { } file) return null;
        MapTable? table = _tables.Read(file, fields.Find("table")!.Line, hasHeader, ignoreCase, target?.Path.Last.VR ?? DicomVR.None);
        return table is null || target is null ? null : new MapAction(name, target, source, table, whenMissing);
    }

    private GenerateUIDAction? ReadGenerateUID(string name, ElementTarget? target, JsonFields fields)
    {
        string? scope = fields.RequireText("namespace");
        ValueSource? source = fields.RequireText("from") is { } from ? Source(from, fields.Find("from")!.Line) : null;
        return scope is null || source is null || target is null ? null : new GenerateUIDAction(name, target, source, scope);
    }

    private ValueSource? Source(string name, int line)
    {
        ValueSource? source = sources.TryGet(name, out string? mistake);
        if (source is null) mistakes.Add(line, mistake!);
        else if (source.Path is { Last.HasText: false } path) mistakes.Add(line, $"{path} has VR {path.Last.VR}, whose values are no text.");
        return source;
    }

    private TextTemplate? Template(PlacedJson text)
    {
        TextTemplate? template = TextTemplate.TryParse(text.Text, sources, out string? mistake);
        if (template is null) mistakes.Add(text.Line, mistake!);
        return template;
    }
}
