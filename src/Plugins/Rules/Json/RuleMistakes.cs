using System.Globalization;

namespace StoreScp.Plugins.Rules;

/// <summary>All that is wrong with a file of rules, each with its line and rule: a person corrects them in one go.</summary>
/// <param name="source">The file, as people know it.</param>
public sealed class RuleMistakes(string source)
{
    private readonly List<string> _mistakes = [];

    /// <summary>The rule that is being read, such as <c>rule 3 "Name"</c>; empty between rules.</summary>
    public string Rule { get; private set; } = "";

    public IReadOnlyList<string> All => _mistakes;

    /// <summary>What follows concerns this rule.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="name">Empty when it has none.</param>
    public void BeginRule(int number, string name) =>
        Rule = string.Create(CultureInfo.InvariantCulture, $"rule {number}") + (name.Length > 0 ? $" \"{name}\"" : "");

    public void EndRules() => Rule = "";

    /// <param name="line">Counted from 1.</param>
    /// <param name="message">One sentence, with its full stop.</param>
    public void Add(int line, string message) => Add(source, line, message);

    /// <summary>As <see cref="Add(int, string)"/>, in another file that the rule names.</summary>
    public void Add(string file, int line, string message)
    {
        string rule = Rule.Length > 0 ? ", " + Rule : "";
        _mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}{rule}: {message}"));
    }

    /// <exception cref="PluginSetupException">There was a mistake; one line for each.</exception>
    public void ThrowIfAny()
    {
        if (_mistakes.Count > 0) throw new PluginSetupException(string.Join('\n', _mistakes));
    }
}
