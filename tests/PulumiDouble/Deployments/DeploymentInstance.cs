namespace Pulumi;

/// <summary>What a program sees of the deployment it runs in.</summary>
public sealed class DeploymentInstance : IDeployment
{
    private readonly Deployment _deployment;

    internal DeploymentInstance(Deployment deployment) => _deployment = deployment;

    public string OrganizationName => _deployment.OrganizationName;

    public string ProjectName => _deployment.ProjectName;

    public string StackName => _deployment.StackName;

    public string RootDirectory => _deployment.RootDirectory;

    public bool IsDryRun => _deployment.IsDryRun;

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) => new(_deployment.InvokeOutputAsync<T>(token, args, options));

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) => Invoke<T>(token, args, (InvokeOptions)options);

    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await _deployment.InvokeOutputAsync<T>(token, args, options)).Value;
}
