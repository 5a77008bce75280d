namespace StoreScp.LocalRunner.Definition;

/// <summary>A state of the workflow, checked and ready to run.</summary>
internal abstract record State(string Name)
{
    /// <summary>Every state that may come next.</summary>
    public virtual IEnumerable<string> Successors => [];
}

internal sealed record TaskState(string Name) : State(Name)
{
    public required TaskHandler Handler { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required ReferencePath ResultPath { get; init; }

    public required IReadOnlyList<Retrier> Retriers { get; init; }

    public required IReadOnlyList<Catcher> Catchers { get; init; }

    public required string Next { get; init; }

    public override IEnumerable<string> Successors => Catchers.Select(catcher => catcher.Next).Prepend(Next);
}

internal sealed record WaitState(string Name, string Next) : State(Name)
{
    /// <summary>Null: <see cref="SecondsPath"/> says it.</summary>
    public TimeSpan? Seconds { get; init; }

    public ReferencePath? SecondsPath { get; init; }

    public override IEnumerable<string> Successors => [Next];
}

/// <param name="Default">Null: a value that no rule matches is States.NoChoiceMatched.</param>
internal sealed record ChoiceState(string Name, IReadOnlyList<ChoiceRule> Rules, string? Default) : State(Name)
{
    public override IEnumerable<string> Successors => Rules.Select(rule => rule.Next).Concat(Default is null ? [] : [Default]);
}

internal sealed record SucceedState(string Name) : State(Name);

internal sealed record FailState(string Name, string Error, string Cause) : State(Name);
