using System.Collections;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Plain values from the wire as the types that outputs have.</summary>
internal static class OutputConverter
{
    public static object? Convert(object? value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return Empty(type);
        if (type.IsInstanceOfType(value) && !type.IsGenericType)
            return value;
        if (type == typeof(int))
            return System.Convert.ToInt32(value, null);
        if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
            return OutputType((ImmutableDictionary<string, object>)value, type);
        if (IsGeneric(type, typeof(ImmutableArray<>)))
            return Array((IEnumerable)value, type.GetGenericArguments()[0]);
        if (IsGeneric(type, typeof(ImmutableDictionary<,>)))
            return Dictionary((IDictionary)value, type.GetGenericArguments()[1]);
        throw new InvalidOperationException($"Expected {type} but got {value.GetType()} deserializing output.");
    }

    private static object? Empty(Type type) => IsGeneric(type, typeof(ImmutableArray<>))
        ? Array(System.Array.Empty<object>(), type.GetGenericArguments()[0])
        : type.IsValueType ? Activator.CreateInstance(type) : null;

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static object OutputType(ImmutableDictionary<string, object> value, Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .Single(candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() is not null);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Convert(value.GetValueOrDefault(parameter.Name!), parameter.ParameterType))]);
    }

    private static object Array(IEnumerable values, Type item) => Call(nameof(ArrayOf), item, values);

    private static object Dictionary(IDictionary values, Type item) => Call(nameof(DictionaryOf), item, values);

    private static object Call(string method, Type item, object values) =>
        typeof(OutputConverter).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(item).Invoke(null, [values])!;

    private static ImmutableArray<T> ArrayOf<T>(IEnumerable values) => [.. values.Cast<object?>().Select(value => (T)Convert(value, typeof(T))!)];

    private static ImmutableDictionary<string, T> DictionaryOf<T>(IDictionary values) =>
        values.Keys.Cast<string>().ToImmutableDictionary(key => key, key => (T)Convert(values[key], typeof(T))!);
}
