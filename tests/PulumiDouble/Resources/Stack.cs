using System.Reflection;

namespace Pulumi;

/// <summary>The root of all resources of a program; its [Output] properties are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    internal const string Token = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(Token, $"{Deployment.Required.ProjectName}-{Deployment.Required.StackName}", options?.ToComponentOptions())
    {
        // Whatever registration put there: so that an output that the program forgets is seen.
        foreach (var (property, _) in OutputProperties())
            property.SetValue(this, null);
        Deployment.Required.Stack = this;
    }

    /// <summary>After the constructor: what it assigned.</summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = OutputProperties().ToDictionary(output => output.Name, output => (output.Property, Value: output.Property.GetValue(this)));
        var forgotten = outputs.Values.Where(output => output.Value is null).Select(output => output.Property.Name).ToList();
        if (forgotten.Count > 0)
            throw new RunException($"Output(s) '{string.Join(", ", forgotten)}' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.");
        RegisterOutputs(outputs.ToDictionary(output => output.Key, output => output.Value.Value));
    }

    private IEnumerable<(PropertyInfo Property, string Name)> OutputProperties() =>
        Serialization.OutputProperties.Of(GetType()).Where(output => output.Property.DeclaringType != typeof(Resource));
}
