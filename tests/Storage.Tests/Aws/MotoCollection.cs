using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>One moto for all tests of the AWS adapters; each has a bucket of its own.</summary>
[CollectionDefinition(Name)]
public sealed class MotoCollection : ICollectionFixture<MotoServer>
{
    public const string Name = "moto";
}
