using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() =>
        TestAsync(mocks, options, () => new TStack());

    /// <summary>The stack's constructor gets its parameters from the services.</summary>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack =>
        TestAsync(mocks, options, () => (TStack)Construct(typeof(TStack), serviceProvider));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks mocks, TestOptions options, Action createResources) =>
        (await TestAsync(mocks, options, () =>
        {
            createResources();
            return Task.FromResult<IDictionary<string, object?>>(ImmutableDictionary<string, object?>.Empty);
        })).Resources;

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks mocks, TestOptions options, Func<Task> createResources) =>
        (await TestAsync(mocks, options, async () =>
        {
            await createResources();
            return (IDictionary<string, object?>)ImmutableDictionary<string, object?>.Empty;
        })).Resources;

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks mocks, TestOptions options, Func<IDictionary<string, object?>> createResources) =>
        TestAsync(mocks, options, () => Task.FromResult(createResources()));

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks mocks, TestOptions options, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = ImmutableDictionary<string, object?>.Empty;
        var resources = await TestProgramAsync(mocks, options, async () =>
        {
            var stack = new Stack();
            outputs = await createResources();
            Required.RegisterOutputs(stack, Output.Create(outputs));
        });
        return (resources, outputs);
    }

    private static Task<ImmutableArray<Resource>> TestAsync(IMocks mocks, TestOptions? options, Func<Stack> construct) =>
        TestProgramAsync(mocks, options ?? new(), () =>
        {
            construct().RegisterPropertyOutputs();
            return Task.CompletedTask;
        });

    /// <summary>Everything up to the first wait happens before this returns: settings are read then, so a caller may put other ones into the environment afterwards.</summary>
    private static async Task<ImmutableArray<Resource>> TestProgramAsync(IMocks mocks, TestOptions options, Func<Task> program)
    {
        var deployment = new Deployment(mocks, options);
        CurrentDeployment.Value = deployment;
        deployment.Track(GuardedAsync(program));
        var errors = await deployment._pending.DrainAsync();
        return errors switch
        {
            [] => [.. deployment._resources],
            [RunException error] => throw new RunException(error.Message, error),
            [var error] => throw new RunException($"Running program failed with an unhandled exception: {error}", error),
            _ => throw new RunException(string.Join(Environment.NewLine, errors.Select(error => error is RunException ? error.Message : error.ToString())), new AggregateException(errors)),
        };
    }

    private static async Task GuardedAsync(Func<Task> program)
    {
        try
        {
            await program();
        }
        catch (TargetInvocationException invocation) when (invocation.InnerException is not null)
        {
            throw invocation.InnerException;
        }
    }

    private static object Construct(Type stack, IServiceProvider services)
    {
        var constructor = stack.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            services.GetService(parameter.ParameterType) ?? (parameter.HasDefaultValue ? parameter.DefaultValue : throw new InvalidOperationException(
                $"Unable to resolve service for type '{parameter.ParameterType}' while attempting to activate '{stack}'.")))]);
    }
}
