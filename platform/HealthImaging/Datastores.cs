using Pulumi;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.HealthImaging;

/// <summary>The data stores, new or existing: that of the route "default", and those of further routes.</summary>
public sealed class Datastores : ComponentResource
{
    private readonly ResourceNames _names;
    private readonly bool _isProtected;

    public Datastores(ResourceNames names, PlatformSettings settings, Output<string> keyArn, ComponentResourceOptions? options = null)
        : base("storescp:healthimaging:Datastores", names.Of("datastores"), options)
    {
        (_names, _isProtected) = (names, settings.Environment.ProtectData);
        DefaultId = settings.Datastores.DatastoreId is { Length: > 0 } id ? Output.Create(id) : New("default", keyArn);
        IdsByRoute = settings.Datastores.Routes.Where(route => route.Datastore is not null).ToDictionary(
            route => route.Name,
            route => route.Datastore == RouteSettings.NewDatastore ? New(route.Name, keyArn) : Output.Create(route.Datastore!));
        Arns = [.. IdsByRoute.Values.Prepend(DefaultId).Select(each => Output.Format($"{names.Arn("medical-imaging", "datastore/")}{each}"))];
        RegisterOutputs();
    }

    public Output<string> DefaultId { get; }

    public IReadOnlyDictionary<string, Output<string>> IdsByRoute { get; }

    public IReadOnlyList<Output<string>> Arns { get; }

    private Output<string> New(string route, Output<string> keyArn)
    {
        var name = _names.Of($"datastore-{route}");
        var stack = new Aws.CloudFormation.Stack(name, new()
        {
            Name = name.Replace('_', '-'),
            TemplateBody = keyArn.Apply(key => DatastoreTemplate.Body(name, key)),
            PolicyBody = DatastoreTemplate.StackPolicy(),
            OnFailure = "DELETE",
        }, new()
        {
            Parent = this,
            Protect = _isProtected,
            RetainOnDelete = _isProtected,
            // CloudFormation hands the tags of a stack to the data store, which a change of its tags would replace.
            IgnoreChanges = { "tags", "tagsAll" },
        });
        return stack.Outputs.Apply(outputs => outputs[DatastoreTemplate.IdOutput]);
    }
}
