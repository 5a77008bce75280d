using StoreScp.Platform.Graph;
using StoreScp.Platform.Graph.Settings;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests;

/// <summary>Settings that no environment of this repository has: the policies hold, and what they are for is there.</summary>
public sealed class VariantTests
{
    private const string Boundary = "arn:aws:iam::111122224444:policy/boundary";
    private const string ServerSecret = "arn:aws:secretsmanager:eu-west-1:111122224444:secret:tls-AbCdEf";
    private const string AuthoritiesSecret = "arn:aws:secretsmanager:eu-west-1:111122224444:secret:authorities-GhIjKl";
    private const string SecretsKey = "arn:aws:kms:eu-west-1:111122224444:key/0a1b2c3d";
    private const string VolumeImage = "111122224444.dkr.ecr.eu-west-1.amazonaws.com/busybox:1.37";

    private static readonly Dictionary<string, EnvironmentFile> Variants = new()
    {
        ["the longest name"] = Staging() with { Name = "a-name-of-12" },
        ["an existing VPC"] = Staging().With(
            ("VpcID", "vpc-0123"), ("VpcCIDR", "10.5.0.0/16"), ("PrivateSubnetIDs", """["subnet-1","subnet-2"]"""), ("PublicSubnetIDs", """["subnet-3","subnet-4"]"""), ("SecurityGroupID", "sg-0123")),
        ["endpoints alone"] = Staging().With(("TaskEgress", "Endpoints"), ("VolumeImage", VolumeImage)),
        ["TLS at the load balancer"] = Staging().With(("TLSCertificateARN", "arn:aws:acm:eu-west-1:111122224444:certificate/1"), ("InternetFacing", "true"), ("SCPPort", "2762")),
        ["TLS in the server"] = Staging().With(("TLSSecretARN", ServerSecret), ("ClientAuthoritiesSecretARN", AuthoritiesSecret), ("TLSSecretsKeyARN", SecretsKey)),
        ["TLS in the server without client certificates"] = Staging().With(("TLSSecretARN", ServerSecret), ("RequireClientCertificate", "false")),
        ["Arm64"] = Staging().With(("CPUArchitecture", "Arm64"), ("LambdaZip", "artifacts/lambda-arm64.zip")),
        ["a permissions boundary"] = Staging().With(("PermissionsBoundaryARN", Boundary), ("Tags", """{"CostCenter":4711}""")),
        ["existing data stores"] = Staging().With(
            ("DatastoreID", new string('a', 32)), ("Routes", $$"""[{"Name":"research","Datastore":"{{new string('b', 32)}}"}]"""), ("DefaultRoutes", """["default","research"]""")),
        ["plugins"] = Staging().With(
            ("Plugins", $$"""[{"Key":"acme-1.0.0.zip","VersionID":"v1","SHA256":"{{new string('0', 64)}}"}]"""), ("PluginHashes", $"""["{new string('1', 64)}"]"""),
            ("PluginSecrets", """["acme"]"""), ("LedgerKeySecret", "ledger-key"), ("ServerSettings", """{"Plugins:Handlers:0:Plugin":"Acme","Import:PollInterval":30}""")),
        ["an odd AE title"] = Staging().With(("Peers", """[{"AETitle":"PACS \"*:$?","Host":"pacs","Port":104,"CIDR":"10.20.0.0/24","NothingReceivedHours":2}]""")),
        ["Sydney"] = Staging().With(("Region", "ap-southeast-2")),
    };

    public static TheoryData<string> Names => [.. Variants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_policies_hold(string variant)
    {
        var graph = await GraphAsync(variant);
        PolicyCatalogue.All.Values.SelectMany(policy => policy.Violations(graph).Select(violation => $"{policy.Name}: {violation}")).Should().BeEmpty();
    }

    [Fact]
    public async Task In_an_existing_VPC_no_network_is_made_and_the_site_s_security_group_is_used()
    {
        var graph = await GraphAsync("an existing VPC");
        graph.Resources.Should().NotContain(resource => resource.Type == "aws:ec2/vpc:Vpc" || resource.Type == NetworkPolicies.Subnet || resource.Type == NetworkPolicies.Endpoint);
        var network = graph.Of(TaskPolicies.Service).Single().Inputs["networkConfiguration"]!;
        network["subnets"]!.ToJsonString().Should().Be("""["subnet-1","subnet-2"]""");
        network["securityGroups"]!.AsArray().Select(group => group!.GetValue<string>()).Should().HaveCount(2).And.Contain("sg-0123");
        graph.Of(BalancerPolicies.Balancer).Single().Inputs["subnets"]!.ToJsonString().Should().Be("""["subnet-1","subnet-2"]""");
    }

    [Fact]
    public async Task With_endpoints_alone_tasks_reach_no_address_outside()
    {
        var graph = await GraphAsync("endpoints alone");
        graph.Of(NetworkPolicies.Egress).Should().NotContain(rule => rule.Text("cidrIpv4") != null);
        graph.Of("aws:ec2/natGateway:NatGateway").Should().BeEmpty();
        graph.Of(NetworkPolicies.Endpoint).Where(endpoint => endpoint.Text("vpcEndpointType") == "Interface").Select(endpoint => endpoint.Text("serviceName"))
            .Should().Contain(["com.amazonaws.eu-west-1.ecr.dkr", "com.amazonaws.eu-west-1.logs", "com.amazonaws.eu-west-1.states", "com.amazonaws.eu-west-1.kms", "com.amazonaws.eu-west-1.medical-imaging"]);
    }

    [Fact]
    public async Task The_server_is_told_of_the_secrets_of_its_certificate_and_may_decrypt_them()
    {
        var graph = await GraphAsync("TLS in the server");
        Variables.OfServer(graph).Where(variable => variable.Key.StartsWith("STORESCP__Tls__", StringComparison.Ordinal)).Should().BeEquivalentTo(
        [
            KeyValuePair.Create("STORESCP__Tls__Port", "11112"), KeyValuePair.Create("STORESCP__Tls__CertificateSecret", ServerSecret),
            KeyValuePair.Create("STORESCP__Tls__ClientCertificate", "Required"), KeyValuePair.Create("STORESCP__Tls__TrustedCASecret", AuthoritiesSecret),
        ]);
        var decrypt = PolicyStatement.Of(graph).Where(statement => !statement.IsTrust && statement.Resources.Contains(SecretsKey)).Should().ContainSingle().Subject;
        (decrypt.Owner.Name, decrypt.Actions.Single()).Should().Be(("storescp-staging-server", "kms:Decrypt"));
        decrypt.Condition("kms:ViaService").Should().Equal("secretsmanager.eu-west-1.amazonaws.com");
    }

    [Fact]
    public async Task Without_client_certificates_the_server_needs_no_authorities() =>
        Variables.OfServer(await GraphAsync("TLS in the server without client certificates")).Should().Contain(KeyValuePair.Create("STORESCP__Tls__ClientCertificate", "None"))
            .And.NotContain(variable => variable.Key == "STORESCP__Tls__TrustedCASecret");

    [Fact]
    public async Task Every_role_has_the_permissions_boundary() =>
        (await GraphAsync("a permissions boundary")).Of(AccessPolicies.Role).Should().OnlyContain(role => role.Text("permissionsBoundary") == Boundary);

    [Fact]
    public async Task Existing_data_stores_are_used_and_none_is_made()
    {
        var graph = await GraphAsync("existing data stores");
        graph.Of(ProtectionPolicies.Stack).Should().BeEmpty();
        Variables.OfServer(graph).Should().Contain(KeyValuePair.Create("STORESCP__HealthImaging__DatastoreId", new string('a', 32)))
            .And.Contain(KeyValuePair.Create("STORESCP__Routes__0__DatastoreId", new string('b', 32))).And.Contain(KeyValuePair.Create("STORESCP__Routes__Default__1", "research"));
        PolicyStatement.Of(graph).Single(statement => statement.IsTrust && statement.Owner.Name.EndsWith("-data-access", StringComparison.Ordinal)).Condition("aws:SourceArn").Should().HaveCount(2);
    }

    [Fact]
    public async Task Plugins_and_secrets_are_granted_one_by_one()
    {
        var graph = await GraphAsync("plugins");
        var server = PolicyStatement.Of(graph).Where(statement => statement.Owner.Type == AccessPolicies.RolePolicy
            && statement.Owner.Name == "storescp-staging-server").ToDictionary(statement => statement.Sid);
        server["Plugins"].Resources.Should().Equal("arn:aws:s3:::storescp-staging-111122224444-eu-west-1-plugins/acme-1.0.0.zip");
        server["Secrets"].Resources.Should().Equal(
            "arn:aws:secretsmanager:eu-west-1:111122224444:secret:storescp/staging/acme-??????", "arn:aws:secretsmanager:eu-west-1:111122224444:secret:storescp/staging/ledger-key-??????");
        Variables.OfServer(graph).Should().Contain(KeyValuePair.Create("STORESCP__Plugins__Handlers__0__Plugin", "Acme"));
        graph.Of(Variables.Function).Should().OnlyContain(function => Variables.OfFunction(function).Contains(KeyValuePair.Create("STORESCP__Import__PollInterval", "30")));
    }

    [Fact]
    public async Task Sydney_runs_fewer_import_jobs_at_a_time() =>
        Variables.OfServer(await GraphAsync("Sydney")).Should().Contain(KeyValuePair.Create("STORESCP__Import__ConcurrentJobs", "20"));

    private static EnvironmentFile Staging() => Repository.Environment("staging");

    private static Task<PlatformGraph> GraphAsync(string variant) => PlatformRecorder.RecordAsync(Variants[variant]);
}
