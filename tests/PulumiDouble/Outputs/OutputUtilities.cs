namespace Pulumi.Utilities;

/// <summary>What tests ask of an output.</summary>
public static class OutputUtilities
{
    /// <summary>The value; of an unknown output, null or zero.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output) => (await output.DataTask).Value;

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.DataTask).IsKnown;

    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) => (await output.DataTask).Dependencies;

    public static Output<T> CreateUnknown<T>(T value) =>
        new(Task.FromResult(new OutputData<T>([], value, IsKnown: false, IsSecret: false)));
}
