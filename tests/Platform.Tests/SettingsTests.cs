using Pulumi;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests;

/// <summary>Wrong settings: all of them are told at once, and nothing is registered.</summary>
public sealed class SettingsTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Region", "eu-central-1", "us-east-1, us-west-2, ap-southeast-2, eu-west-1, eu-west-2 (where AWS HealthImaging is)" },
        { "Region", "", "not set" },
        { "AccountID", "1234", "12 digits" },
        { "Image", "storescp:latest", "by digest" },
        { "ProtectData", "yes", "true, false" },
        { "PermissionsBoundaryARN", "boundary", "the ARN of an IAM policy" },
        { "Tags", """{"Environment":"x"}""", "none of StoreSCP's own" },
        { "SCPAETitle", "A TITLE THAT IS TOO LONG", "1 to 16" },
        { "SCPPort", "0", "1 to 65535" },
        { "PeerCIDRs", """["10.1.0.1/16"]""", "IPv4 ranges" },
        { "PeerCIDRs", "10.1.0.0/16", "IPv4 ranges" },
        { "Peers", """[{"AETitle":"CT1","Host":"ct1"}]""", "Host with Port and CIDR" },
        { "Peers", """[{"AETitle":"CT1","Nickname":"x"}]""", "entries with AETitle" },
        { "Peers", """[{"AETitle":"CT1"},{"AETitle":"CT1"}]""", "allowed: once" },
        { "Peers", """[{"AETitle":"CT1","CIDR":"10.99.0.0/16"}]""", "addresses within PeerCIDRs" },
        { "Peers", """[{"AETitle":"CT1","TLSSubject":"CN=ct1"}]""", "TLSSecretARN, and RequireClientCertificate true" },
        { "ServerSettings", """{"Aws:Bucket":"other"}""", "does not set itself" },
        { "ServerSettings", """{"Tls:PfxPassword":"x"}""", "does not set itself" },
        { "ServerSettings", """{"Tls:CertificateSecret":"x"}""", "does not set itself" },
        { "ServerSettings", """{"Scp:Peers:0:AETitle":"x"}""", "does not set itself" },
        { "VpcID", "vpc-1", "at least two subnets" },
        { "PrivateSubnetIDs", """["subnet-1"]""", "with the VpcID" },
        { "AvailabilityZones", """["a"]""", "2 or 3" },
        { "VpcCIDR", "10.0.0.0/24", "/16 to /22" },
        { "TaskEgress", "Internet", "PublicIP, Endpoints, NAT" },
        { "TaskEgress", "Endpoints", "an image in Amazon ECR" },
        { "TaskCPU", "1000", "512, 1024" },
        { "TaskMemoryLimit", "16384", "2048 to 8192" },
        { "AutoscaleMaxCapacity", "0", "TaskDesiredCount to 100" },
        { "TaskDesiredCount", "5", "at least TaskDesiredCount" },
        { "AutoscaleAssociationsPerTask", "301", "at most MaximumAssociations" },
        { "InternetFacing", "true", "TLSSecretARN or TLSCertificateARN" },
        { "IdleTimeout", "10", "60 to 6000" },
        { "TLSCertificateARN", "cert", "the ARN of a certificate" },
        { "TLSSecretARN", "arn:aws:secretsmanager:eu-west-1:111122224444:secret:tls", "the whole ARN of a secret" },
        { "TLSSecretARN", "arn:aws:secretsmanager:eu-west-1:999999999999:secret:tls-AbCdEf", "those of Region and AccountID" },
        { "TLSSecretARN", "arn:aws:secretsmanager:eu-west-1:111122224444:secret:tls-AbCdEf", "a secret with the authorities of peers' certificates" },
        { "ClientAuthoritiesSecretARN", "arn:aws:secretsmanager:eu-west-1:111122224444:secret:authorities-AbCdEf", "the server has no TLS otherwise" },
        { "TLSSecretsKeyARN", "alias/tls", "the ARN of a KMS key" },
        { "Plugins", """[{"Key":"a.zip","VersionID":"1"}]""", "Key, VersionID and SHA256" },
        { "Plugins", """[{"Key":"a.zip","VersionID":"1","SHA256":"0000000000000000000000000000000000000000000000000000000000000000"}]""", "the hash of each plugin" },
        { "DatastoreID", "x", "32 lower-case" },
        { "Routes", """[{"Name":"r"}]""", "either Datastore" },
        { "Routes", """[{"Name":"r","ForwardTo":"NOBODY"}]""", "an entry of Peers" },
        { "DefaultRoutes", """["nowhere"]""", "the names of Routes" },
        { "LogRetentionDays", "8", "1, 3, 5, 7" },
        { "TimeToImportedMinutes", "1441", "0 to 1440 minutes" },
        { "MonthlyBudget", "many", "US dollars" },
        { "LambdaZip", "", "not set" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_setting_is_refused_with_its_key_its_file_and_what_is_allowed(string key, string value, string allowed)
    {
        var run = () => PlatformRecorder.RecordAsync(Repository.Environment("staging").With((key, value)));
        (await run.Should().ThrowAsync<RunException>()).Which.Message.Should().Contain("environments/Pulumi.staging.yaml").And.Contain(key).And.Contain(allowed);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var run = () => PlatformRecorder.RecordAsync(Repository.Environment("staging").With(("Region", "eu-central-1"), ("AccountID", "x"), ("SCPPort", "x"), ("Peers", "x")));
        var message = (await run.Should().ThrowAsync<RunException>()).Which.Message;
        foreach (var key in new[] { "Region", "AccountID", "SCPPort", "Peers" })
            message.Should().Contain($"- {key} in environments/Pulumi.staging.yaml: ");
    }

    [Theory]
    [InlineData("Prod")]
    [InlineData("a-name-of-13x")]
    [InlineData("x")]
    public async Task A_stack_s_name_that_would_not_fit_into_names_is_refused(string name)
    {
        var run = () => PlatformRecorder.RecordAsync(Repository.Environment("staging") with { Name = name });
        (await run.Should().ThrowAsync<RunException>()).Which.Message.Should().Contain("2 to 12 lower-case letters");
    }

    [Fact]
    public async Task TLS_cannot_end_twice()
    {
        var run = () => PlatformRecorder.RecordAsync(Repository.Environment("prod").With(("TLSCertificateARN", "arn:aws:acm:eu-west-1:111122225555:certificate/1")));
        (await run.Should().ThrowAsync<RunException>()).Which.Message.Should().Contain("one of them");
    }
}
