using Pulumi.Testing;

namespace Pulumi;

/// <summary>One run of a program against mocks: its resources in order of construction, and everything that has to end before it has.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<Deployment?> CurrentDeployment = new();

    private readonly IMocks _mocks;
    private readonly PendingTasks _pending = new();
    private readonly RegisteredUrns _urns = new();

    private Deployment(IMocks mocks, TestOptions options)
    {
        _mocks = mocks;
        OrganizationName = options.OrganizationName ?? "organization";
        ProjectName = options.ProjectName ?? "project";
        StackName = options.StackName ?? "stack";
        RootDirectory = options.RootDirectory ?? Directory.GetCurrentDirectory();
        IsDryRun = options.IsPreview ?? true;
        Settings = ProgramSettings.FromEnvironment();
    }

    public static DeploymentInstance Instance => new(Required);

    internal static Deployment? Current => CurrentDeployment.Value;

    internal static Deployment Required =>
        Current ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    internal string OrganizationName { get; }

    internal string ProjectName { get; }

    internal string StackName { get; }

    internal string RootDirectory { get; }

    internal bool IsDryRun { get; }

    internal ProgramSettings Settings { get; }

    internal Stack? Stack { get; set; }

    internal void Track(Task task) => _pending.Add(task);

    internal void ReportError(string message) => _pending.Add(Task.FromException(new RunException(message)));
}
