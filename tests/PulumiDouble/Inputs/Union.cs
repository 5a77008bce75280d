namespace Pulumi;

/// <summary>A value of either type.</summary>
public readonly struct Union<T0, T1> : IUnion, IEquatable<Union<T0, T1>>
{
    private readonly T0 _value0;
    private readonly T1 _value1;

    private Union(T0 value0, T1 value1, bool isT1) => (_value0, _value1, IsT1) = (value0, value1, isT1);

    public bool IsT0 => !IsT1;

    public bool IsT1 { get; }

    public object? Value => IsT1 ? _value1 : _value0;

    public T0 AsT0 => IsT0 ? _value0 : throw new InvalidOperationException("Cannot return as T0 as result is T1");

    public T1 AsT1 => IsT1 ? _value1 : throw new InvalidOperationException("Cannot return as T1 as result is T0");

    public static Union<T0, T1> FromT0(T0 value) => new(value, default!, isT1: false);

    public static Union<T0, T1> FromT1(T1 value) => new(default!, value, isT1: true);

    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) => IsT1 ? f1(_value1) : f0(_value0);

    public bool Equals(Union<T0, T1> other) => IsT1 == other.IsT1 && Equals(Value, other.Value);

    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(IsT1, Value);

    public override string? ToString() => Value?.ToString();

    public static implicit operator Union<T0, T1>(T0 value) => FromT0(value);

    public static implicit operator Union<T0, T1>(T1 value) => FromT1(value);

    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);
}
