using System.Text.Json.Nodes;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform.Compute;

/// <summary>The two containers of a task: one that prepares the volume and ends, and the server.</summary>
public static class ContainerDefinitions
{
    public const string Server = "storescp";

    private const string Volume = "volume";

    /// <summary>`app` in the image.</summary>
    private const int User = 1654;

    public static string Json(PlatformSettings settings, ResourceNames names, string logGroup, IReadOnlyDictionary<string, string> variables) =>
        new JsonArray(VolumeContainer(settings, names, logGroup), ServerContainer(settings, names, logGroup, variables)).ToJsonString();

    private static JsonObject ServerContainer(PlatformSettings settings, ResourceNames names, string logGroup, IReadOnlyDictionary<string, string> variables) => new()
    {
        ["name"] = Server,
        ["image"] = settings.Task.Image,
        ["essential"] = true,
        ["command"] = new JsonArray("serve", "--profile", "aws"),
        ["user"] = Text(User),
        ["readonlyRootFilesystem"] = true,
        ["linuxParameters"] = new JsonObject { ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") } },
        ["portMappings"] = new JsonArray(Port(ContainerPorts.Dicom), Port(ContainerPorts.Admin)),
        ["environment"] = new JsonArray([.. variables.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new JsonObject { ["name"] = ServerVariables.Name(each.Key), ["value"] = each.Value })]),
        ["mountPoints"] = Mount(),
        ["dependsOn"] = new JsonArray(new JsonObject { ["containerName"] = Volume, ["condition"] = "SUCCESS" }),
        // Live, not ready: a server that is short of something must not be replaced by one that would be as short.
        ["healthCheck"] = new JsonObject
        {
            ["command"] = new JsonArray("CMD", "/app/storescp", "health", "--profile", "aws"),
            ["interval"] = 30,
            ["timeout"] = 5,
            ["retries"] = 3,
            ["startPeriod"] = 60,
        },
        // The drain takes up to 110 s.
        ["stopTimeout"] = 120,
        ["ulimits"] = new JsonArray(new JsonObject { ["name"] = "nofile", ["softLimit"] = 65535, ["hardLimit"] = 65535 }),
        ["logConfiguration"] = Log(names, logGroup),
    };

    /// <summary>A volume of Fargate belongs to root: this gives it to the server, which is somebody else.</summary>
    private static JsonObject VolumeContainer(PlatformSettings settings, ResourceNames names, string logGroup) => new()
    {
        ["name"] = Volume,
        ["image"] = settings.Task.VolumeImage,
        ["essential"] = false,
        ["user"] = "0",
        ["readonlyRootFilesystem"] = true,
        ["entryPoint"] = new JsonArray("chown"),
        ["command"] = new JsonArray($"{Text(User)}:{Text(User)}", ContainerVolume.Path),
        ["mountPoints"] = Mount(),
        ["logConfiguration"] = Log(names, logGroup),
    };

    private static JsonObject Port(int port) => new() { ["containerPort"] = port, ["hostPort"] = port, ["protocol"] = "tcp" };

    private static JsonArray Mount() => new(new JsonObject { ["sourceVolume"] = ContainerVolume.Name, ["containerPath"] = ContainerVolume.Path, ["readOnly"] = false });

    private static JsonObject Log(ResourceNames names, string logGroup) => new()
    {
        ["logDriver"] = "awslogs",
        ["options"] = new JsonObject
        {
            ["awslogs-group"] = logGroup,
            ["awslogs-region"] = names.Region,
            ["awslogs-stream-prefix"] = "task",
            // Images go on when CloudWatch does not take the log.
            ["mode"] = "non-blocking",
            ["max-buffer-size"] = "25m",
        },
    };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
