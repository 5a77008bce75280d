using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>An [Output] property of a resource that is not registered yet: it gets its value, or the reason why there is none.</summary>
internal abstract class OutputCompletion
{
    /// <summary>Puts an output into every [Output] property, to be completed by its name on the wire.</summary>
    public static Dictionary<string, OutputCompletion> Initialize(Resource resource)
    {
        var completions = new Dictionary<string, OutputCompletion>();
        foreach (var (property, name) in OutputProperties.Of(resource.GetType()))
        {
            if (property.PropertyType is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(Output<>))
                throw new InvalidOperationException($"[Output] {resource.GetType().FullName}.{property.Name} must be an Output<T>.");
            var completion = (OutputCompletion)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type.GetGenericArguments()[0]), resource)!;
            completion.Assign(resource, property);
            completions.Add(name, completion);
        }
        return completions;
    }

    public abstract void Complete(object? value, bool isKnown);

    public abstract void Fail(Exception reason);

    private protected abstract void Assign(Resource resource, PropertyInfo property);

    private sealed class Of<T>(Resource resource) : OutputCompletion
    {
        private readonly TaskCompletionSource<OutputData<T>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Complete(object? value, bool isKnown) => _source.TrySetResult(new([resource], (T)OutputConverter.Convert(value, typeof(T))!, isKnown, IsSecret: false));

        public override void Fail(Exception reason) => _source.TrySetException(reason);

        private protected override void Assign(Resource owner, PropertyInfo property) =>
            property.DeclaringType!.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!
                .SetValue(owner, new Output<T>(_source.Task));
    }
}
