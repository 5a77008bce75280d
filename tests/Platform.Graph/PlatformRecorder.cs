using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using StoreScp.Platform.Graph.Recording;
using StoreScp.Platform.Graph.Settings;

namespace StoreScp.Platform.Graph;

/// <summary>Runs the program for an environment without a cloud, and records what it registers.</summary>
public static class PlatformRecorder
{
    private const string Configuration = "PULUMI_CONFIG";

    private static readonly Lock Environment = new();

    /// <param name="isPreview">Ids and ARNs are unknown, as before the first deployment.</param>
    /// <exception cref="RunException">The environment's settings are not right.</exception>
    public static async Task<PlatformGraph> RecordAsync(EnvironmentFile environment, bool isPreview = false)
    {
        var recording = new RunRecording(new(environment.Value("Region"), environment.Value("AccountID")), isPreview);
        var resources = await StartAsync(environment, recording, isPreview);
        return new()
        {
            Environment = environment,
            IsPreview = isPreview,
            Resources = await recording.ResourcesAsync(),
            Outputs = await OutputsAsync(resources.OfType<PlatformStack>().Single()),
        };
    }

    /// <summary>Pulumi reads the configuration from the process's environment, before the first await of its run.</summary>
    private static Task<System.Collections.Immutable.ImmutableArray<Resource>> StartAsync(EnvironmentFile environment, RunRecording recording, bool isPreview)
    {
        var options = new TestOptions
        {
            ProjectName = environment.Project.Name,
            StackName = environment.Name,
            RootDirectory = environment.Root,
            IsPreview = isPreview,
        };
        lock (Environment)
        {
            var before = System.Environment.GetEnvironmentVariable(Configuration);
            System.Environment.SetEnvironmentVariable(Configuration, JsonSerializer.Serialize(environment.Values));
            RunRecording.Current = recording;
            try
            {
                return Deployment.TestAsync<RecordingStack>(recording, options);
            }
            finally
            {
                System.Environment.SetEnvironmentVariable(Configuration, before);
            }
        }
    }

    private static async Task<JsonObject> OutputsAsync(PlatformStack stack)
    {
        var outputs = new JsonObject();
        foreach (var property in typeof(PlatformStack).GetProperties().Where(property => property.DeclaringType == typeof(PlatformStack) && property.GetCustomAttribute<OutputAttribute>() is not null))
        {
            outputs[property.Name] = property.GetValue(stack) switch
            {
                Output<string> text => await OutputUtilities.GetIsKnownAsync(text) ? await OutputUtilities.GetValueAsync(text) : null,
                Output<int> number => await OutputUtilities.GetIsKnownAsync(number) ? await OutputUtilities.GetValueAsync(number) : null,
                var other => throw new NotSupportedException($"{property.Name} is {other}."),
            };
        }
        return outputs;
    }
}
