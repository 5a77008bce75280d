using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>The engine's names of resources, each for one only: two resources of one type and name below parents of the same types are an error.</summary>
internal sealed class RegisteredUrns
{
    private readonly ConcurrentDictionary<string, Resource> _resources = new();

    public string Register(string stack, string project, Resource resource)
    {
        string urn = $"urn:pulumi:{stack}::{project}::{QualifiedType(resource)}::{resource.GetResourceName()}";
        return _resources.TryAdd(urn, resource) ? urn : throw new RunException($"Duplicate resource URN '{urn}'; try giving it a unique name");
    }

    /// <summary>The types of all parents but the stack, then the resource's own.</summary>
    private static string QualifiedType(Resource resource) =>
        resource.Parent is null or Stack ? resource.GetResourceType() : $"{QualifiedType(resource.Parent)}${resource.GetResourceType()}";
}
