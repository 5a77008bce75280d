namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>Runs a program, as an update or as a preview.</summary>
internal static class Run
{
    public static readonly TestOptions Preview = new() { ProjectName = "storescp", StackName = "dev", IsPreview = true };

    public static readonly TestOptions Update = new() { ProjectName = "storescp", StackName = "dev", IsPreview = false };

    public static async Task<RecordingMocks> UpdateAsync(Action program, RecordingMocks? mocks = null)
    {
        mocks ??= new();
        await Deployment.TestAsync(mocks, Update, program);
        return mocks;
    }

    public static async Task<RecordingMocks> PreviewAsync(Action program, RecordingMocks? mocks = null)
    {
        mocks ??= new();
        await Deployment.TestAsync(mocks, Preview, program);
        return mocks;
    }

    public static async Task<RunException> FailAsync(Action program, RecordingMocks? mocks = null) =>
        (await FluentActions.Awaiting(() => UpdateAsync(program, mocks)).Should().ThrowAsync<RunException>()).Which;

    /// <summary>Everything there is to know of an output.</summary>
    public static async Task<(T Value, bool IsKnown, bool IsSecret)> ReadAsync<T>(Output<T> output) =>
        (await OutputUtilities.GetValueAsync(output), await OutputUtilities.GetIsKnownAsync(output), await Output.IsSecretAsync(output));
}
