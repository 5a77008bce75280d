namespace StoreScp.Cloud.Tests.Servers;

/// <summary>The tests of whole servers share one cloud, and do not run beside each other: each is several processes already.</summary>
[CollectionDefinition(Name)]
public sealed class ServerCloudCollection : ICollectionFixture<ServerCloud>
{
    public const string Name = "servers";
}
