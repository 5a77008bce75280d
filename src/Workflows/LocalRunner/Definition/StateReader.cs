using System.Text.RegularExpressions;

namespace StoreScp.LocalRunner.Definition;

/// <summary>Turns one state of the definition into a <see cref="State"/>, and refuses what it does not know.</summary>
internal sealed partial class StateReader(IReadOnlyDictionary<string, TaskHandler> handlers)
{
    // What a timer can do is some 49 days.
    private const int MaximumTaskSeconds = 30 * 24 * 60 * 60;

    public State Read(string name, Fields fields)
    {
        fields.SkipComment();
        State state = fields.Text("Type") switch
        {
            "Task" => Task(name, fields),
            "Wait" => Wait(name, fields),
            "Choice" => Choice(name, fields),
            "Succeed" => new SucceedState(name),
            "Fail" => new FailState(name, fields.Text("Error"), fields.Text("Cause")),
            var type => throw fields.Refuse("Type", $"'{type}' is not supported by the local runner."),
        };
        fields.RefuseOthers();
        return state;
    }

    private TaskState Task(string name, Fields fields)
    {
        var task = ReadTask(name, fields);
        RequireAllLast(fields, "Retry", [.. task.Retriers.Select(retrier => retrier.ErrorEquals)]);
        RequireAllLast(fields, "Catch", [.. task.Catchers.Select(catcher => catcher.ErrorEquals)]);
        return task;
    }

    private TaskState ReadTask(string name, Fields fields) => new(name)
    {
        Handler = Handler(fields),
        // Without it the language says 60 s and AWS waits for ever: it must be there.
        Timeout = TimeSpan.FromSeconds(fields.Integer("TimeoutSeconds", minimum: 1, maximum: MaximumTaskSeconds)),
        ResultPath = fields.Path("ResultPath"),
        Retriers = [.. fields.Objects("Retry").Select(Retrier)],
        Catchers = [.. fields.Objects("Catch").Select(Catcher)],
        Next = fields.Text("Next"),
    };

    private TaskHandler Handler(Fields fields)
    {
        var resource = fields.Text("Resource");
        if (Placeholder().Match(resource) is not { Success: true } match)
            throw fields.Refuse("Resource", $"'{resource}' is not of the form '${{Name}}'.");
        return handlers.GetValueOrDefault(match.Groups[1].Value)
            ?? throw fields.Refuse("Resource", $"there is no handler for '{resource}'.");
    }

    private static Retrier Retrier(Fields fields)
    {
        var interval = fields.Integer("IntervalSeconds", minimum: 1, otherwise: 1);
        var retrier = new Retrier(ErrorEquals(fields))
        {
            IntervalSeconds = interval,
            BackoffRate = fields.Number("BackoffRate", minimum: 1, otherwise: 2),
            MaxAttempts = fields.Integer("MaxAttempts", minimum: 0, otherwise: 3),
            MaxDelaySeconds = fields.Number("MaxDelaySeconds", minimum: interval + 1, otherwise: double.PositiveInfinity),
            FullJitter = fields.OptionalText("JitterStrategy") switch
            {
                "FULL" => true,
                "NONE" or null => false,
                var strategy => throw fields.Refuse("JitterStrategy", $"'{strategy}' is neither FULL nor NONE."),
            },
        };
        fields.RefuseOthers();
        return retrier;
    }

    private static Catcher Catcher(Fields fields)
    {
        var catcher = new Catcher(ErrorEquals(fields), fields.Path("ResultPath"), fields.Text("Next"));
        fields.RefuseOthers();
        return catcher;
    }

    private static string[] ErrorEquals(Fields fields)
    {
        var names = fields.Texts("ErrorEquals").ToArray();
        if (names.Length == 0)
            throw fields.Refuse("ErrorEquals", "names no error.");
        if (names.FirstOrDefault(name => !ErrorNames.IsMatchable(name)) is { } reserved)
            throw fields.Refuse("ErrorEquals", $"'{reserved}' is not supported by the local runner.");
        if (names.Contains(ErrorNames.All) && names.Length > 1)
            throw fields.Refuse("ErrorEquals", "States.ALL must stand alone.");
        return names;
    }

    private static void RequireAllLast(Fields fields, string field, IReadOnlyList<string>[] errorEquals)
    {
        if (errorEquals.SkipLast(1).Any(names => names.Contains(ErrorNames.All)))
            throw fields.Refuse(field, "States.ALL must come last.");
    }

    private static WaitState Wait(string name, Fields fields)
    {
        var next = fields.Text("Next");
        return fields.Has("Seconds")
            ? new WaitState(name, next) { Seconds = TimeSpan.FromSeconds(fields.Integer("Seconds", minimum: 0)) }
            : new WaitState(name, next) { SecondsPath = fields.Path("SecondsPath") };
    }

    private static ChoiceState Choice(string name, Fields fields)
    {
        var rules = fields.Objects("Choices").Select(Rule).ToArray();
        return rules.Length > 0
            ? new ChoiceState(name, rules, fields.OptionalText("Default"))
            : throw fields.Refuse("Choices", "has no rule.");
    }

    private static ChoiceRule Rule(Fields fields)
    {
        var variable = fields.Path("Variable");
        var next = fields.Text("Next");
        var matches = fields.Has("StringEquals") ? ChoiceRule.StringEquals(fields.Text("StringEquals"))
            : fields.Has("BooleanEquals") ? ChoiceRule.BooleanEquals(fields.Boolean("BooleanEquals"))
            : fields.Has("NumericGreaterThan") ? ChoiceRule.NumericGreaterThan(fields.Number("NumericGreaterThan", double.MinValue))
            : null;
        // First: an operator that we do not know is what the person must hear about.
        fields.RefuseOthers();
        return new ChoiceRule(variable, matches ?? throw fields.Refuse("Variable", "is compared with nothing."), next);
    }

    [GeneratedRegex(@"^\$\{([A-Za-z][A-Za-z0-9]*)\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
