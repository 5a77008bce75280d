namespace Pulumi;

/// <summary>What a resource takes: a plain value or an output.</summary>
public class Input<T> : IInput
{
    private readonly Output<T> _output;

    private protected Input(Output<T> output) => _output = output;

    IOutput IInput.Untyped => AsOutput();

    public static implicit operator Input<T>(T value) => Output.Create(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.AsOutput();

    public override string ToString() =>
        throw new InvalidOperationException("Calling ToString on an Input<T> is not supported: use Apply, Output.Format or Output.JsonSerialize.");

    internal virtual Output<T> AsOutput() => _output;
}
