namespace StoreScp.Platform.Settings;

/// <summary>The tasks on Fargate: what they run, how large and how many they are.</summary>
public sealed record TaskSettings
{
    /// <summary>CPU units → the memory that Fargate offers with them, in MiB: from, to, in steps of.</summary>
    private static readonly Dictionary<int, (int Minimum, int Maximum, int Step)> Memory = new()
    {
        [512] = (1024, 4096, 1024),
        [1024] = (2048, 8192, 1024),
        [2048] = (4096, 16384, 1024),
        [4096] = (8192, 30720, 1024),
        [8192] = (16384, 61440, 4096),
        [16384] = (32768, 122880, 8192),
    };

    public required string Image { get; init; }

    /// <summary>Runs before the server, for a second.</summary>
    public required string VolumeImage { get; init; }

    public required CpuArchitecture Architecture { get; init; }

    public required int Cpu { get; init; }

    public required int MemoryMiB { get; init; }

    public required int EphemeralStorageGiB { get; init; }

    public required int DesiredCount { get; init; }

    public required int MaximumCount { get; init; }

    public required int AssociationsPerTask { get; init; }

    public required int CpuPercent { get; init; }

    public required bool ContainerInsights { get; init; }

    public static TaskSettings Read(SettingsReader r)
    {
        var settings = new TaskSettings
        {
            Image = r.Text(
                new("Image", SettingType.String, "", "an image by digest, as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/storescp@sha256:…",
                    "The server's image (docs/operations.md, \"In a container\").", "—")
                { IsRequired = true },
                SettingForms.IsImageWithDigest),
            VolumeImage = r.Text(
                new("VolumeImage", SettingType.String, "public.ecr.aws/docker/library/busybox:1.37", "an image with chown; with TaskEgress Endpoints one in Amazon ECR of this region",
                    "Runs for a second before the server: gives it its volume. In production better a copy of it by digest, in a registry of your own.", "—"),
                SettingForms.IsImage),
            Architecture = r.Choice<CpuArchitecture>(
                new("CPUArchitecture", SettingType.String, "X64", "X64, Arm64", "Of tasks and functions; LambdaZip must fit.", "Arm64 costs a fifth less")),
            Cpu = r.OneOf(
                new("TaskCPU", SettingType.Integer, "1024", "512, 1024, 2048, 4096, 8192, 16384", "CPU units of a task; 1024 are one vCPU.",
                    "1024 units: some $30 a month for each task"), [.. Memory.Keys]),
            MemoryMiB = r.Number(
                new("TaskMemoryLimit", SettingType.Integer, "2048", "MiB, what Fargate offers with TaskCPU", "Memory of a task.", "2048 MiB: some $7 a month for each task"), 1024, 122880),
            EphemeralStorageGiB = r.Number(
                new("TaskEphemeralStorage", SettingType.Integer, "21", "21 to 200 GiB", "Scratch space of a task: what slow senders and plugins spill, and plugins themselves.",
                    "from 20 GiB on some $0.08 a month for each GiB and task"), 21, 200),
            DesiredCount = r.Number(
                new("TaskDesiredCount", SettingType.Integer, "1", "1 to 100", "Tasks at the least.", "see TaskCPU, TaskMemoryLimit"), 1, 100),
            MaximumCount = r.Number(
                new("AutoscaleMaxCapacity", SettingType.Integer, "3", "TaskDesiredCount to 100", "Tasks at the most.", "see TaskCPU, TaskMemoryLimit"), 1, 100),
            AssociationsPerTask = r.Number(
                new("AutoscaleAssociationsPerTask", SettingType.Integer, "150", "1 to MaximumAssociations", "Above this average there will be more tasks.", "see TaskCPU"), 1, 100_000),
            CpuPercent = r.Number(
                new("AutoscaleCPUPercent", SettingType.Integer, "60", "10 to 95", "Above this average CPU there will be more tasks.", "see TaskCPU"), 10, 95),
            ContainerInsights = r.Switch(
                new("ContainerInsights", SettingType.Boolean, "false", "true, false", "CloudWatch Container Insights of the cluster.", "some $0.30 a month for each of its metrics")),
        };
        if (Memory.TryGetValue(settings.Cpu, out var offered)
            && (settings.MemoryMiB < offered.Minimum || settings.MemoryMiB > offered.Maximum || settings.MemoryMiB % offered.Step != 0))
            r.Add("TaskMemoryLimit", $"{settings.MemoryMiB}; allowed with TaskCPU {settings.Cpu}: {offered.Minimum} to {offered.Maximum} in steps of {offered.Step}.");
        if (settings.MaximumCount < settings.DesiredCount)
            r.Add("AutoscaleMaxCapacity", $"{settings.MaximumCount}; allowed: at least TaskDesiredCount, which is {settings.DesiredCount}.");
        return settings;
    }
}
