namespace Pulumi;

/// <summary>The update or preview that is running.</summary>
public interface IDeployment
{
    string OrganizationName { get; }

    string ProjectName { get; }

    string StackName { get; }

    /// <summary>The folder of Pulumi.yaml.</summary>
    string RootDirectory { get; }

    bool IsDryRun { get; }
}
