using System.Text.RegularExpressions;

namespace StoreScp.Storage.Aws.StepFunctions;

/// <summary>The ARN of a state machine: <c>arn:aws:states:{region}:{account}:stateMachine:{name}</c>, with the number of a version or the name of an alias, or without.</summary>
internal sealed partial class StateMachineArn
{
    private readonly string _executions;

    /// <exception cref="ArgumentException">The text is no such ARN.</exception>
    public StateMachineArn(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success)
            throw new ArgumentException($"'{text}' is no ARN of a state machine: arn:aws:states:REGION:ACCOUNT:stateMachine:NAME.", nameof(text));
        Text = text;
        _executions = $"{match.Groups["scope"].Value}:execution:{match.Groups["name"].Value}:";
    }

    public string Text { get; }

    /// <summary>Executions have the ARN of their machine; the version or alias that they were started with is not in it.</summary>
    public string Execution(string name) => _executions + name;

    [GeneratedRegex(@"\A(?<scope>arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}):stateMachine:(?<name>[A-Za-z0-9._-]{1,80})(:[A-Za-z0-9._-]{1,80})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
