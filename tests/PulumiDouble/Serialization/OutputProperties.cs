using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The [Output] properties of a class and of its base classes, each with its name on the wire.</summary>
internal static class OutputProperties
{
    public static IEnumerable<(PropertyInfo Property, string Name)> Of(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var property in level.GetProperties(Declared))
            {
                if (property.GetCustomAttribute<OutputAttribute>() is { } output)
                    yield return (property, output.Name ?? property.Name);
            }
        }
    }
}
