using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The [Input] members of arguments. Lists and maps have the attribute on their fields, everything else on its property.</summary>
internal static class InputMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<(InputAttribute Input, object? Value)> Of(InputArgs args)
    {
        for (var level = args.GetType(); level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers(Declared))
            {
                if (member.GetCustomAttribute<InputAttribute>() is not { } input)
                    continue;
                object? value = member is FieldInfo field ? field.GetValue(args) : ((PropertyInfo)member).GetValue(args);
                if (value is null && input.IsRequired)
                    throw new RunException($"[Input] {args.GetType().FullName}.{member.Name} is required but was not given a value");
                yield return (input, value);
            }
        }
    }
}
